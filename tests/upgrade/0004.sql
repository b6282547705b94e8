BEGIN TRANSACTION;
CREATE TABLE adjustments (
	transfer_id INTEGER NOT NULL, 
	staff_id VARCHAR(200) NOT NULL, 
	reason TEXT NOT NULL, external_id VARCHAR(200), 
	CONSTRAINT pk_adjustments PRIMARY KEY (transfer_id), 
	CONSTRAINT fk_adjustments_transfer_id_transfers FOREIGN KEY(transfer_id) REFERENCES transfers (id), 
	CONSTRAINT fk_adjustments_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
CREATE TABLE batches (
	id INTEGER NOT NULL, 
	campaign_id VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	size BIGINT NOT NULL, 
	first_id BIGINT NOT NULL, 
	last_id BIGINT NOT NULL, 
	space_id INTEGER, 
	counter_start BIGINT, 
	counter_end BIGINT, 
	lengths TEXT NOT NULL, 
	labels TEXT NOT NULL, 
	created_at BIGINT NOT NULL, 
	created_by VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_batches PRIMARY KEY (id), 
	CONSTRAINT fk_batches_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id), 
	CONSTRAINT fk_batches_space_id_code_spaces FOREIGN KEY(space_id) REFERENCES code_spaces (id), 
	CONSTRAINT fk_batches_created_by_staff FOREIGN KEY(created_by) REFERENCES staff (id)
);
INSERT INTO "batches" VALUES(1,'74077b2b-4980-4a85-9aaf-9da80f8a4b18','1','generated','ready',8,1,8,1,0,8,'[]','[]',1795691701886905,'manager');
INSERT INTO "batches" VALUES(2,'c1114945-acc9-4135-9d5a-549b3a2d2cec','1','generated','ready',8,9,16,2,0,8,'[]','[]',1795691702463164,'manager');
INSERT INTO "batches" VALUES(3,'74077b2b-4980-4a85-9aaf-9da80f8a4b18','bought','imported','ready',2,17,18,NULL,NULL,NULL,'[5,11]','[]',1795691702796454,'manager');
CREATE TABLE campaign_counts (
	campaign_id VARCHAR(200) NOT NULL, 
	codes BIGINT NOT NULL, 
	used BIGINT NOT NULL, 
	void BIGINT NOT NULL, 
	CONSTRAINT pk_campaign_counts PRIMARY KEY (campaign_id), 
	CONSTRAINT fk_campaign_counts_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id)
);
INSERT INTO "campaign_counts" VALUES('74077b2b-4980-4a85-9aaf-9da80f8a4b18',10,3,1);
INSERT INTO "campaign_counts" VALUES('c1114945-acc9-4135-9d5a-549b3a2d2cec',8,2,0);
CREATE TABLE campaign_drafts (
	id VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	campaign_id VARCHAR(200) NOT NULL, 
	base_version INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	saved_by VARCHAR(200) NOT NULL, 
	saved_at BIGINT NOT NULL, 
	CONSTRAINT pk_campaign_drafts PRIMARY KEY (id), 
	CONSTRAINT fk_campaign_drafts_saved_by_staff FOREIGN KEY(saved_by) REFERENCES staff (id)
);
CREATE TABLE campaign_versions (
	campaign_id VARCHAR(200) NOT NULL, 
	version INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	saved_by VARCHAR(200) NOT NULL, 
	saved_at BIGINT NOT NULL, 
	CONSTRAINT pk_campaign_versions PRIMARY KEY (campaign_id, version), 
	CONSTRAINT fk_campaign_versions_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id), 
	CONSTRAINT fk_campaign_versions_saved_by_staff FOREIGN KEY(saved_by) REFERENCES staff (id)
)
 WITHOUT ROWID

;
INSERT INTO "campaign_versions" VALUES('74077b2b-4980-4a85-9aaf-9da80f8a4b18',1,'{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"PTS"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Points"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','manager',1795691701058180);
INSERT INTO "campaign_versions" VALUES('c1114945-acc9-4135-9d5a-549b3a2d2cec',1,'{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"CUP"},"counterfoil":{"archived":false,"checkCharacter":true,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":true,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_reward","rewardId":"coffee"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Coffee"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','manager',1795691702231232);
CREATE TABLE campaigns (
	id VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	document TEXT NOT NULL, 
	event VARCHAR(200) NOT NULL, 
	prefix VARCHAR(200) NOT NULL, 
	active BOOLEAN NOT NULL, 
	archived BOOLEAN NOT NULL, 
	starts_at BIGINT NOT NULL, 
	ends_at BIGINT, 
	display_order INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	saved_at BIGINT NOT NULL, 
	CONSTRAINT pk_campaigns PRIMARY KEY (id), 
	CONSTRAINT fk_campaigns_event_event_schemas FOREIGN KEY(event) REFERENCES event_schemas (event_type)
);
INSERT INTO "campaigns" VALUES('74077b2b-4980-4a85-9aaf-9da80f8a4b18','Points','{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"PTS"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Points"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','code_redeemed','PTS',1,0,1704067200000000,NULL,1,1,1795691701058180);
INSERT INTO "campaigns" VALUES('c1114945-acc9-4135-9d5a-549b3a2d2cec','Coffee','{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"CUP"},"counterfoil":{"archived":false,"checkCharacter":true,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":true,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_reward","rewardId":"coffee"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Coffee"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','code_redeemed','CUP',1,0,1704067200000000,NULL,1,1,1795691702231232);
CREATE TABLE code_digests (
	digest BLOB NOT NULL, 
	code_id BIGINT NOT NULL, 
	CONSTRAINT pk_code_digests PRIMARY KEY (digest)
)
 WITHOUT ROWID

;
INSERT INTO "code_digests" VALUES(X'01098BDFB78ADEC27DA1239CFA8929B4',15);
INSERT INTO "code_digests" VALUES(X'0436EFEB6219EFDDE62D30B42DD9E4BE',17);
INSERT INTO "code_digests" VALUES(X'116F0D1285F81493EC7619F70F5AAA85',14);
INSERT INTO "code_digests" VALUES(X'5EDE5C704933322F2D6CE5BB21C8A763',6);
INSERT INTO "code_digests" VALUES(X'61DAFD4CD6EC52BD0E07066A7F9CB89C',12);
INSERT INTO "code_digests" VALUES(X'712934CE559EE03328D178814214D1CC',7);
INSERT INTO "code_digests" VALUES(X'77F499CBD44F2D1AC0DC1CA4EADAF833',10);
INSERT INTO "code_digests" VALUES(X'7B0CDEB563A4F6A2366A115EC33FF6E1',9);
INSERT INTO "code_digests" VALUES(X'80B9B82B50474CDFBBCD1C00126D332B',3);
INSERT INTO "code_digests" VALUES(X'815F4D5E32C18466FB44DFB435A7BB1D',11);
INSERT INTO "code_digests" VALUES(X'919E5F6CCD7493FE4372E8AF13325667',2);
INSERT INTO "code_digests" VALUES(X'9974431A376C5C39285BB0EED4FF7B46',4);
INSERT INTO "code_digests" VALUES(X'A0B0A589EE06367D460F4B2111C6E5F7',1);
INSERT INTO "code_digests" VALUES(X'A6A2CF5FD0152D743F0A4C05158111C1',5);
INSERT INTO "code_digests" VALUES(X'A7A678D9F4AE967C7EC83A5903719934',18);
INSERT INTO "code_digests" VALUES(X'C0A343BFADC5291C7E0347151E1F2767',16);
INSERT INTO "code_digests" VALUES(X'C90FB3A04E3A09FE75D5C7192A680A31',13);
INSERT INTO "code_digests" VALUES(X'E1F6EF8D285255ACA8446CCC494742E9',8);
CREATE TABLE code_spaces (
	id INTEGER NOT NULL, 
	format VARCHAR(120) NOT NULL, 
	character_set VARCHAR(10) NOT NULL, 
	length SMALLINT NOT NULL, 
	prefix VARCHAR(16) NOT NULL, 
	look_alikes BOOLEAN NOT NULL, 
	check_character BOOLEAN NOT NULL, 
	"key" BLOB NOT NULL, 
	next_counter BIGINT NOT NULL, 
	CONSTRAINT pk_code_spaces PRIMARY KEY (id), 
	CONSTRAINT uq_code_spaces_format UNIQUE (format)
);
INSERT INTO "code_spaces" VALUES(1,'PTS/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/','alphanum',8,'PTS',0,0,X'BD6BA1C1EF24A4B19EAD55CEA6FD5893CBE176F0DAF42AA8E2F44EEE86EED70E',8);
INSERT INTO "code_spaces" VALUES(2,'CUP/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/check','alphanum',8,'CUP',0,1,X'E8C3394C96219B89E18E12E26F82755B25B05CDAD13D1CEC0EC89FA29B8F46C2',8);
CREATE TABLE codes (
	id INTEGER NOT NULL, 
	batch_id BIGINT NOT NULL, 
	text TEXT, 
	status SMALLINT NOT NULL, 
	CONSTRAINT pk_codes PRIMARY KEY (id), 
	CONSTRAINT ck_codes_status CHECK (status BETWEEN 0 AND 2)
);
INSERT INTO "codes" VALUES(1,1,'PTSK3VCS2HA',1);
INSERT INTO "codes" VALUES(2,1,'PTSNF8MECXQ',1);
INSERT INTO "codes" VALUES(3,1,'PTS6Z6ZNTNS',1);
INSERT INTO "codes" VALUES(4,1,'PTS9226PRAK',2);
INSERT INTO "codes" VALUES(5,1,'PTSMRJA66DF',0);
INSERT INTO "codes" VALUES(6,1,'PTSTM4X8Q38',0);
INSERT INTO "codes" VALUES(7,1,'PTSSJ45EAZS',0);
INSERT INTO "codes" VALUES(8,1,'PTSUXYFXPHA',0);
INSERT INTO "codes" VALUES(9,2,'CUPJX3QM8GZ',0);
INSERT INTO "codes" VALUES(10,2,'CUP38BAQ3A3',1);
INSERT INTO "codes" VALUES(11,2,'CUPV5H4YT3C',1);
INSERT INTO "codes" VALUES(12,2,'CUP9HY8QQX8',0);
INSERT INTO "codes" VALUES(13,2,'CUP4KZCJJ2D',0);
INSERT INTO "codes" VALUES(14,2,'CUPBFMQCKJU',0);
INSERT INTO "codes" VALUES(15,2,'CUPZQJVJVP5',0);
INSERT INTO "codes" VALUES(16,2,'CUPDXRYFAQE',0);
INSERT INTO "codes" VALUES(17,3,'WELCOME-2026',0);
INSERT INTO "codes" VALUES(18,3,'ZOLW-7',0);
CREATE TABLE coupon_uses (
	code VARCHAR(200) NOT NULL, 
	at BIGINT NOT NULL, 
	staff_id VARCHAR(200) NOT NULL, 
	store VARCHAR(200) NOT NULL, 
	till VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_coupon_uses PRIMARY KEY (code), 
	CONSTRAINT fk_coupon_uses_code_coupons FOREIGN KEY(code) REFERENCES coupons (code), 
	CONSTRAINT fk_coupon_uses_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id), 
	CONSTRAINT fk_coupon_uses_store_stores FOREIGN KEY(store) REFERENCES stores (code), 
	CONSTRAINT fk_coupon_uses_till_devices FOREIGN KEY(till) REFERENCES devices (id)
);
CREATE TABLE coupons (
	code VARCHAR(200) NOT NULL, 
	reward_id VARCHAR(200) NOT NULL, 
	member_id VARCHAR(200), 
	value BIGINT, 
	issued_at BIGINT NOT NULL, 
	expires_at BIGINT, 
	redemption_id VARCHAR(200), 
	used_at BIGINT, 
	cancelled_at BIGINT, 
	CONSTRAINT pk_coupons PRIMARY KEY (code), 
	CONSTRAINT fk_coupons_reward_id_rewards FOREIGN KEY(reward_id) REFERENCES rewards (id), 
	CONSTRAINT fk_coupons_member_id_members FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT fk_coupons_redemption_id_redemptions FOREIGN KEY(redemption_id) REFERENCES redemptions (id)
);
INSERT INTO "coupons" VALUES('KBFDUWKB4U','coffee','c8a743b2-f3f6-42be-8202-7c7a6b732da9',450,1795691704305743,2111051704305743,'RPWJD9MZKJ-18',NULL,1795691704507064);
INSERT INTO "coupons" VALUES('SXXNTEW7VZ','coffee','c8a743b2-f3f6-42be-8202-7c7a6b732da9',450,1795691704867696,2111051704867696,'RPWJD9MZKJ-20',NULL,NULL);
INSERT INTO "coupons" VALUES('RY6QE6Z5TZ','coffee','0f6ccb0a-0673-43c3-8c5b-792193e8f0bd',450,1795691704942820,2111051704942820,'RPWJD9MZKJ-21',NULL,NULL);
CREATE TABLE devices (
	id VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	store_code VARCHAR(200) NOT NULL, 
	public_key BLOB NOT NULL, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT pk_devices PRIMARY KEY (id), 
	CONSTRAINT fk_devices_store_code_stores FOREIGN KEY(store_code) REFERENCES stores (code), 
	CONSTRAINT uq_devices_public_key UNIQUE (public_key)
);
INSERT INTO "devices" VALUES('RPWJD9MZKJ','Till','store',X'93A10768B7EF0DD1930FC431066C0FC4F3A6CC2882182D4F56EACB38D586B9F5',1795691696250634);
CREATE TABLE erasures (
	member_id VARCHAR(200) NOT NULL, 
	at BIGINT NOT NULL, 
	staff_id VARCHAR(200) NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_erasures PRIMARY KEY (member_id), 
	CONSTRAINT fk_erasures_member_id_members FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT fk_erasures_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
);
CREATE TABLE event_schemas (
	event_type VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	active BOOLEAN NOT NULL, 
	document TEXT NOT NULL, 
	CONSTRAINT pk_event_schemas PRIMARY KEY (event_type)
);
INSERT INTO "event_schemas" VALUES('code_redeemed','A code is redeemed',1,'{"customEventSchema":{"active":true,"eventType":"code_redeemed","name":"A code is redeemed","schema":{"fields":[{"description":"","name":"promo_code","type":"text"}]}}}');
CREATE TABLE journal (
	device VARCHAR(200) NOT NULL, 
	n BIGINT NOT NULL, 
	prev_hash BLOB NOT NULL, 
	epoch INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	body TEXT NOT NULL, 
	wall_time BIGINT NOT NULL, 
	hub_time BIGINT, 
	hash BLOB NOT NULL, 
	signature BLOB NOT NULL, 
	CONSTRAINT pk_journal PRIMARY KEY (device, n), 
	CONSTRAINT fk_journal_device_devices FOREIGN KEY(device) REFERENCES devices (id)
)
 WITHOUT ROWID

;
INSERT INTO "journal" VALUES('RPWJD9MZKJ',1,X'0000000000000000000000000000000000000000000000000000000000000000',0,'device_added','{"name":"Till","public_key":"93a10768b7ef0dd1930fc431066c0fc4f3a6cc2882182d4f56eacb38d586b9f5","store":"store"}',1795691696250634,NULL,X'5B68C9B131654E910084B14B1DF83D47816A82338C69B6B6A18A2D2C9DF739ED',X'562269FF99FE757E44A265CBF72C9DC466D6A0A5FC596D130823F1DDEC26762F78638253722F4D256D8D20EAADE6F2AF56D7E37920218DB49BEB14BAAAB32008');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',2,X'5B68C9B131654E910084B14B1DF83D47816A82338C69B6B6A18A2D2C9DF739ED',0,'store_saved','{"currency":"PLN","name":"Main street","staff":"manager","store":"store","zone":"Europe/Warsaw"}',1795691698645623,NULL,X'6022733D36EF711B609A6CD1C068DFBDF24F0A71A60781F65EA6F355887238E9',X'EE11DF85BA48EAB7FFFC70F5F2A2F55CA27BF576F48F2B063F5C38738D854E3792F353F10DC894169177D326E700FA0B6D4F4BF55D8F38BED78CDEA46F2B8D0F');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',3,X'6022733D36EF711B609A6CD1C068DFBDF24F0A71A60781F65EA6F355887238E9',0,'schema_saved','{"schema":{"customEventSchema":{"active":true,"eventType":"code_redeemed","name":"A code is redeemed","schema":{"fields":[{"description":"","name":"promo_code","type":"text"}]}}},"staff":"manager"}',1795691698747884,NULL,X'D804AD42A06BBE96BA288FC91206D08B17855C313839FF2404BE0270B3B7FA23',X'E8DB65927AF8F674DE7D4886B2D4C50DD35B824564425BDA2C4F86CE0854FEEBE79DA24C54D1BE6D3467161001F09F2D203291609865ED829CA2C7E71642140D');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',4,X'D804AD42A06BBE96BA288FC91206D08B17855C313839FF2404BE0270B3B7FA23',0,'reward_saved','{"active":true,"days_valid":3650,"id":"coffee","name":"A coffee","staff":"manager","value":450}',1795691698843963,NULL,X'B240E9AA08637809BE93403D3AFAEA30AEF37F388B4B2FD4997144406D108169',X'40100A573E255E557F0BA72A8F9490AD177303A44B31EB70FB66CD37AC9F03A505EB1D6945639CC394BAACADAFE14BAA2D9200D97293FC15576EBEF70DAAAC04');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',5,X'B240E9AA08637809BE93403D3AFAEA30AEF37F388B4B2FD4997144406D108169',0,'member_saved','{"active":true,"member":"c8a743b2-f3f6-42be-8202-7c7a6b732da9","proof":"dd0a5292400940c96f01952044fbec995565568da8db6bf2d114b6945635a60d","segments":[],"staff":"manager","tier":"gold"}',1795691700171117,NULL,X'3C85B58AF76D7E9119046C3B1048995CE0D4C35A0C6087918C923454AEDDEF16',X'CC030C6FDAA7DB1D9ECA0AED05D36BB7BBD41D64215131463F0404600375C2F945F59F1DB581097CC442C6D58C6A26356F8AA3781246557EE97E622BCDF46207');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',6,X'3C85B58AF76D7E9119046C3B1048995CE0D4C35A0C6087918C923454AEDDEF16',0,'member_saved','{"active":true,"member":"0f6ccb0a-0673-43c3-8c5b-792193e8f0bd","proof":"d78b29ebde9987181c50f55c3ca80695d6eabdc856fc6d1eddcb2369cf4e6808","segments":[],"staff":"manager","tier":null}',1795691700376685,NULL,X'E6B4DE627DC20C5732EC2F997D4AFFD4B32A4B812F5918888B05AE2DD75074DC',X'45A1CC58F5740BCE89E2E3C083C64B8641F1D60A0367FEE10AFAE176F5043FC0077DE33399C30947B2E273F91F1EF3D39AA25419DF289D36ACA126F2D1D24E01');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',7,X'E6B4DE627DC20C5732EC2F997D4AFFD4B32A4B812F5918888B05AE2DD75074DC',0,'staff_saved','{"active":true,"person":"zofia","role":"cashier","staff":"manager"}',1795691700731106,NULL,X'20DC311090C882337F149F1D45AC4C20FD1B3BF3AABA2B0653D6AB4F38E32800',X'6B188FCDFBEFE1B092395E99428D00D464D903256AF63416BF44D0157C6894206F27159D0A2B0CE5A9574B9571A65F9E68DF2AADA90B58D767E3D41A9884B001');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',8,X'20DC311090C882337F149F1D45AC4C20FD1B3BF3AABA2B0653D6AB4F38E32800',0,'campaign_saved','{"base_version":0,"campaign":"74077b2b-4980-4a85-9aaf-9da80f8a4b18","document":{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"PTS"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Points"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}},"staff":"manager"}',1795691701058180,NULL,X'16C5E86393DBE133DDA12FF9DE34F302870FF8EBBBF3C4228F694B468CA5470D',X'CA417D4552F9FB1843F92F228B18AF96F198BACE53556110DEE5CFFBB5474197A6C4448D319F86008C69DC179442AFBF78FF5E1038FDF02878759A5078D7E80C');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',9,X'16C5E86393DBE133DDA12FF9DE34F302870FF8EBBBF3C4228F694B468CA5470D',0,'batch_generated','{"batch":1,"campaign":"74077b2b-4980-4a85-9aaf-9da80f8a4b18","counter":[0,8],"format":"PTS/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/","ids":[1,8],"labels":[],"name":"1","size":8,"staff":"manager"}',1795691701886905,NULL,X'52D03073ABAEAC5EE1D9515099C8F5027F8D940B5DE9533B0EF27C45098908CD',X'F1D22934DE03F396A0471DECC423A41B522F95C04DD01E21BF998200360A92AA1DD26100CB29F6BAD587CF12381F884B7BBC50EF14BE67E4D87DE5EC8578FB05');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',10,X'52D03073ABAEAC5EE1D9515099C8F5027F8D940B5DE9533B0EF27C45098908CD',0,'campaign_saved','{"base_version":0,"campaign":"c1114945-acc9-4135-9d5a-549b3a2d2cec","document":{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"CUP"},"counterfoil":{"archived":false,"checkCharacter":true,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":true,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_reward","rewardId":"coffee"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Coffee"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}},"staff":"manager"}',1795691702231232,NULL,X'97C470851E0B3213A3DC0E92CE807E25730C4F527A200404D3DC5C4EDAC3A22B',X'39A98DFBD1930691B8D4D7C048F903B122A813F870E1D651956B3CBB4B0C85256225FCDB16E22258B94C085F69BD21A6B3DBD8F7F57478CB511332C21A049109');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',11,X'97C470851E0B3213A3DC0E92CE807E25730C4F527A200404D3DC5C4EDAC3A22B',0,'batch_generated','{"batch":2,"campaign":"c1114945-acc9-4135-9d5a-549b3a2d2cec","counter":[0,8],"format":"CUP/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/check","ids":[9,16],"labels":[],"name":"1","size":8,"staff":"manager"}',1795691702463164,NULL,X'0089F60A54C5B3F91B0DB1847E79B94411224CAAA26418B698D25B064D48CCFD',X'ACCDBE898450B4EF63BA8DAE56122690CA7735F6BDD5C3FA882C2779F57B324BB6C6B851A919308B843A21FFBE12E6CF9D32BA2C461F23BEAE53BB934802F705');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',12,X'0089F60A54C5B3F91B0DB1847E79B94411224CAAA26418B698D25B064D48CCFD',0,'batch_imported','{"batch":3,"campaign":"74077b2b-4980-4a85-9aaf-9da80f8a4b18","ids":[17,18],"labels":[],"name":"bought","size":2,"staff":"manager","used":0,"void":0}',1795691702796454,NULL,X'86D1F50899424E0DF754F2A5CA6B43C73986273AC0D16A422DC041041DAD6F82',X'562A67EC599BE6577D1D91063F44823E219400692534913C3518F51771DDB41A7CF94C426688DCFB8789557B8E7F2F47638527BBA2841765C357CDA6968C6D0A');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',13,X'86D1F50899424E0DF754F2A5CA6B43C73986273AC0D16A422DC041041DAD6F82',0,'redeem','{"amount":null,"at":1795691703633707,"campaign":"74077b2b-4980-4a85-9aaf-9da80f8a4b18","campaign_version":1,"code":"a0b0a589ee06367d460f4b2111c6e5f7","event_id":null,"final":true,"given":[{"effect":"give_points","member":"c8a743b2-f3f6-42be-8202-7c7a6b732da9","units":10000,"wallet":"default"}],"member":"c8a743b2-f3f6-42be-8202-7c7a6b732da9","redemption":"RPWJD9MZKJ-13","rules":["Rule"],"source":"typed","staff":"zofia","store":"store"}',1795691703633707,NULL,X'2101FDE987DE004EDF16F36E156B5630ABC1106F3AD009E30FAAF94DFECCA7ED',X'9AC8CC93A7B681156BE2E2AD9ACA905954CD35D40259D52B7B001664FCEA1C0E088BC2007BE6D9DC689B253FF66A332966C884E6E48A1FE27C7EA0E16650480B');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',14,X'2101FDE987DE004EDF16F36E156B5630ABC1106F3AD009E30FAAF94DFECCA7ED',0,'scan_refused','{"at":1795691703895267,"attempt":"RPWJD9MZKJ-14","campaign":"74077b2b-4980-4a85-9aaf-9da80f8a4b18","code":"a0b0a589ee06367d460f4b2111c6e5f7","event_id":null,"member":"0f6ccb0a-0673-43c3-8c5b-792193e8f0bd","reason":"already_used","source":"typed","staff":"manager","store":"store"}',1795691703895267,NULL,X'0B1E1ACCBB0AD212E7BD7DD20B09592F8E2059FE0C77C1E5DE20981162F545D4',X'1FE9D5C1D86E75580D4056D341EC564786507C149716970730C7098711BF8D2A90F03A14C9CC684282F45A064F63FDEF0934B47A34F6E1C5673DD4DE42EAF209');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',15,X'0B1E1ACCBB0AD212E7BD7DD20B09592F8E2059FE0C77C1E5DE20981162F545D4',0,'redeem','{"amount":null,"at":1795691704105187,"campaign":"74077b2b-4980-4a85-9aaf-9da80f8a4b18","campaign_version":1,"code":"919e5f6ccd7493fe4372e8af13325667","event_id":null,"final":true,"given":[{"effect":"give_points","member":"0f6ccb0a-0673-43c3-8c5b-792193e8f0bd","units":10000,"wallet":"default"}],"member":"0f6ccb0a-0673-43c3-8c5b-792193e8f0bd","redemption":"RPWJD9MZKJ-15","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691704105187,NULL,X'AE8D1B8253A0C96499690907F20577B0BB44E8AE1FCFA1B563F357CF05036138',X'228CEFB71ECAEE03C81A7E77A335CDD8D76FDC4FA45E22328D5A359BAB11293F478FF69F5C38A286BA2E1BB44F7C4CC9907E1F5AD1D5C205465973492BE5D70A');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',16,X'AE8D1B8253A0C96499690907F20577B0BB44E8AE1FCFA1B563F357CF05036138',0,'redeem','{"amount":null,"at":1795691704205450,"campaign":"74077b2b-4980-4a85-9aaf-9da80f8a4b18","campaign_version":1,"code":"80b9b82b50474cdfbbcd1c00126d332b","event_id":null,"final":true,"given":[{"effect":"give_points","member":"c8a743b2-f3f6-42be-8202-7c7a6b732da9","units":10000,"wallet":"default"}],"member":"c8a743b2-f3f6-42be-8202-7c7a6b732da9","redemption":"RPWJD9MZKJ-16","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691704205450,NULL,X'4C0547A8D71D8885A445F2C7EEF09083463966DB97B2E364C7E99A79948CF74B',X'68ED0C4416CD9F8FE9FC099EFBB4FD91330B1D8607061FCCE96FC640CFEF6914853DDA1F3CA5209E24BA7CAE35E3DAD85C38C70230F2D4FAF7DD6DF25C7A5809');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',17,X'4C0547A8D71D8885A445F2C7EEF09083463966DB97B2E364C7E99A79948CF74B',0,'reverse','{"below_zero":[],"code_unused":false,"coupons_spent":0,"reason":"by mistake","redemption":"RPWJD9MZKJ-16","staff":"manager"}',1795691704256887,NULL,X'80499FDB37573E1D1B11CE8B7A0EC0C35FA5C6FF2037A47322DD911E6472F58A',X'C3C7DB200269D920F9E05222AD605E524E5A18426DB086B9F94F9F2C02C3D8A2A5D4E306549917B277D2A33D64AFFF92198BDC78AAF43F5FDC083C263473B608');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',18,X'80499FDB37573E1D1B11CE8B7A0EC0C35FA5C6FF2037A47322DD911E6472F58A',0,'redeem','{"amount":null,"at":1795691704305743,"campaign":"c1114945-acc9-4135-9d5a-549b3a2d2cec","campaign_version":1,"code":"7b0cdeb563a4f6a2366a115ec33ff6e1","event_id":null,"final":true,"given":[{"coupon":"a8b6fcc4c185c6c1dd861f11d67ec2d3","effect":"give_reward","member":"c8a743b2-f3f6-42be-8202-7c7a6b732da9","reward":"coffee"}],"member":"c8a743b2-f3f6-42be-8202-7c7a6b732da9","redemption":"RPWJD9MZKJ-18","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691704305743,NULL,X'0857A74ED2EA99B70C5339A54C345C64C306F517443709519DE0646BE668F08F',X'004D9659BDD7A21D81C8A7B99B2A94FEA4AFD787812E0952C8DE1C73D856B1F84F4535B78ECB8E05CC74A054CFA1F02D5E6432C1C18476FA16D4D6B22376A008');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',19,X'0857A74ED2EA99B70C5339A54C345C64C306F517443709519DE0646BE668F08F',0,'reverse','{"below_zero":[],"code_unused":true,"coupons_spent":0,"reason":"another one","redemption":"RPWJD9MZKJ-18","staff":"manager"}',1795691704507064,NULL,X'D87B40DADACE8FDF8DB3D71A04C9152CE36E8CBB1E42C46077A3B4A12E4E644B',X'52F6C927D8D5F08F276CCFDD5415DF8F9F8E430AFA3DA8F7ABAD03FE27E5A3FAA80A96AEA5F6B4588660DCA3A933EB945F79E738EAAAC76A562619E10ED36E07');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',20,X'D87B40DADACE8FDF8DB3D71A04C9152CE36E8CBB1E42C46077A3B4A12E4E644B',0,'redeem','{"amount":null,"at":1795691704867696,"campaign":"c1114945-acc9-4135-9d5a-549b3a2d2cec","campaign_version":1,"code":"77f499cbd44f2d1ac0dc1ca4eadaf833","event_id":null,"final":true,"given":[{"coupon":"5fcaf6e8757678857f23364f94f81c6e","effect":"give_reward","member":"c8a743b2-f3f6-42be-8202-7c7a6b732da9","reward":"coffee"}],"member":"c8a743b2-f3f6-42be-8202-7c7a6b732da9","redemption":"RPWJD9MZKJ-20","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691704867696,NULL,X'9836CCEA96FB3FB893525DED75214CCAF2ECADDB6E9F67F6FFF8B072A27A0C26',X'2E03C96DF56173E807EC720013E6EBC5A7F6A1FC3BC892C6DB906E8530C870964BF0FFAC7803157773D5E52A189FB6018F398D746CC531FD496B4F16DBC02300');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',21,X'9836CCEA96FB3FB893525DED75214CCAF2ECADDB6E9F67F6FFF8B072A27A0C26',0,'redeem','{"amount":null,"at":1795691704942820,"campaign":"c1114945-acc9-4135-9d5a-549b3a2d2cec","campaign_version":1,"code":"815f4d5e32c18466fb44dfb435a7bb1d","event_id":null,"final":true,"given":[{"coupon":"06eca46b3da63e7ac9f11aed4f77df0e","effect":"give_reward","member":"0f6ccb0a-0673-43c3-8c5b-792193e8f0bd","reward":"coffee"}],"member":"0f6ccb0a-0673-43c3-8c5b-792193e8f0bd","redemption":"RPWJD9MZKJ-21","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691704942820,NULL,X'6B91E9FAA64A7CAB0E4AA8C7957458F140149F43CF5E70A29122F4CDCEE8FCFA',X'7A5133D076A986585616010F3B734CAD0C535C4C636EAD151608F72F5FBB050B62DE13491D247FF3D48D4D0E45FE7B8275431A0155B5C682BA53F68790B18C0F');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',22,X'6B91E9FAA64A7CAB0E4AA8C7957458F140149F43CF5E70A29122F4CDCEE8FCFA',0,'scan_refused','{"at":1795691704962881,"attempt":"RPWJD9MZKJ-22","campaign":null,"code":null,"event_id":null,"member":null,"reason":"unknown","source":"typed","staff":"manager","store":"store"}',1795691704962881,NULL,X'79A79FD19E3ECAB463F7C9FBA585D348E07855BFE3D2DE632A15EAEACEDD8B2E',X'FAAB83F868F448F800FC08BFE27D6AB01D8D978ED036E5E31A3B5B65DD5830A1C2C0BE5D643563D535E4E9FAF4EE9D16EA283578A1D6A7D2F4C67F552523CE0C');
INSERT INTO "journal" VALUES('RPWJD9MZKJ',23,X'79A79FD19E3ECAB463F7C9FBA585D348E07855BFE3D2DE632A15EAEACEDD8B2E',0,'codes_voided','{"batch":null,"campaign":"74077b2b-4980-4a85-9aaf-9da80f8a4b18","count":1,"ids":[[4,4]],"reason":"torn","staff":"manager"}',1795691704989575,NULL,X'58D67C37919E4842260686E8D9A520F47078D86BEA35F5B918210A5C823AB8C6',X'E00E008F0965A2C9A7548B2EEC324FE4BC682DB1BC08A9F7A8E0ECF9F10C065DCEE1BE3CF064F84FCFD7D46E62668785BED88933D45125D38CC7B7B0381A6B0E');
CREATE TABLE member_terms (
	term TEXT NOT NULL, 
	member_id VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_member_terms PRIMARY KEY (term, member_id), 
	CONSTRAINT fk_member_terms_member_id_members FOREIGN KEY(member_id) REFERENCES members (id)
)
 WITHOUT ROWID

;
INSERT INTO "member_terms" VALUES('4000102','0f6ccb0a-0673-43c3-8c5b-792193e8f0bd');
INSERT INTO "member_terms" VALUES('lucja','0f6ccb0a-0673-43c3-8c5b-792193e8f0bd');
INSERT INTO "member_terms" VALUES('zak','0f6ccb0a-0673-43c3-8c5b-792193e8f0bd');
INSERT INTO "member_terms" VALUES('4000101','c8a743b2-f3f6-42be-8202-7c7a6b732da9');
INSERT INTO "member_terms" VALUES('ada','c8a743b2-f3f6-42be-8202-7c7a6b732da9');
INSERT INTO "member_terms" VALUES('nowak','c8a743b2-f3f6-42be-8202-7c7a6b732da9');
CREATE TABLE members (
	id VARCHAR(200) NOT NULL, 
	card VARCHAR(200) NOT NULL, 
	registered_at BIGINT NOT NULL, 
	first_name TEXT NOT NULL, 
	last_name TEXT NOT NULL, 
	email TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	tier VARCHAR(200), 
	segments TEXT NOT NULL, 
	labels TEXT NOT NULL, 
	custom_attributes TEXT NOT NULL, 
	referrer_id VARCHAR(200), 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_members PRIMARY KEY (id), 
	CONSTRAINT uq_members_card UNIQUE (card), 
	CONSTRAINT fk_members_tier_tiers FOREIGN KEY(tier) REFERENCES tiers (code), 
	CONSTRAINT fk_members_referrer_id_members FOREIGN KEY(referrer_id) REFERENCES members (id)
);
INSERT INTO "members" VALUES('c8a743b2-f3f6-42be-8202-7c7a6b732da9','4000101',1795691700171117,'Ada','Nowak','','','gold','[]','{}','{}',NULL,1);
INSERT INTO "members" VALUES('0f6ccb0a-0673-43c3-8c5b-792193e8f0bd','4000102',1795691700376685,'Łucja','Żak','','',NULL,'[]','{}','{}',NULL,1);
CREATE TABLE pin_tries (
	staff_id VARCHAR(200) NOT NULL, 
	wrong INTEGER NOT NULL, 
	wait_until BIGINT, 
	signed_in_at BIGINT, 
	CONSTRAINT pk_pin_tries PRIMARY KEY (staff_id), 
	CONSTRAINT fk_pin_tries_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
);
CREATE TABLE print_runs (
	id INTEGER NOT NULL, 
	device VARCHAR(200) NOT NULL, 
	campaign_id VARCHAR(200) NOT NULL, 
	batch_id INTEGER, 
	state VARCHAR(10) NOT NULL, 
	stock_id VARCHAR(200) NOT NULL, 
	stock TEXT NOT NULL, 
	design TEXT NOT NULL, 
	per_page INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	ids TEXT NOT NULL, 
	next_id BIGINT, 
	first_sheet BIGINT NOT NULL, 
	last_sheet BIGINT NOT NULL, 
	labels BIGINT NOT NULL, 
	proved BIGINT, 
	printed_at BIGINT NOT NULL, 
	printed_by VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_print_runs PRIMARY KEY (id), 
	CONSTRAINT fk_print_runs_device_devices FOREIGN KEY(device) REFERENCES devices (id), 
	CONSTRAINT fk_print_runs_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id), 
	CONSTRAINT fk_print_runs_batch_id_batches FOREIGN KEY(batch_id) REFERENCES batches (id), 
	CONSTRAINT fk_print_runs_printed_by_staff FOREIGN KEY(printed_by) REFERENCES staff (id)
);
CREATE TABLE redemption_tallies (
	campaign_id VARCHAR(200) NOT NULL, 
	quarter INTEGER NOT NULL, 
	store VARCHAR(200) NOT NULL, 
	till VARCHAR(200) NOT NULL, 
	staff_id VARCHAR(200) NOT NULL, 
	redemptions BIGINT NOT NULL, 
	units BIGINT NOT NULL, 
	reversed BIGINT NOT NULL, 
	CONSTRAINT pk_redemption_tallies PRIMARY KEY (campaign_id, quarter, store, till, staff_id), 
	CONSTRAINT fk_redemption_tallies_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id), 
	CONSTRAINT fk_redemption_tallies_store_stores FOREIGN KEY(store) REFERENCES stores (code), 
	CONSTRAINT fk_redemption_tallies_till_devices FOREIGN KEY(till) REFERENCES devices (id), 
	CONSTRAINT fk_redemption_tallies_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 WITHOUT ROWID

;
INSERT INTO "redemption_tallies" VALUES('74077b2b-4980-4a85-9aaf-9da80f8a4b18',1995213,'store','RPWJD9MZKJ','manager',1,10000,1);
INSERT INTO "redemption_tallies" VALUES('74077b2b-4980-4a85-9aaf-9da80f8a4b18',1995213,'store','RPWJD9MZKJ','zofia',1,10000,0);
INSERT INTO "redemption_tallies" VALUES('c1114945-acc9-4135-9d5a-549b3a2d2cec',1995213,'store','RPWJD9MZKJ','manager',2,0,1);
CREATE TABLE redemptions (
	id VARCHAR(200) NOT NULL, 
	event_id VARCHAR(200), 
	code_id BIGINT NOT NULL, 
	campaign_id VARCHAR(200) NOT NULL, 
	campaign_version INTEGER NOT NULL, 
	member_id VARCHAR(200), 
	staff_id VARCHAR(200) NOT NULL, 
	store VARCHAR(200) NOT NULL, 
	till VARCHAR(200) NOT NULL, 
	at BIGINT NOT NULL, 
	units BIGINT NOT NULL, 
	amount BIGINT, 
	rules TEXT NOT NULL, 
	given TEXT NOT NULL, 
	body TEXT, 
	source VARCHAR(20) NOT NULL, 
	reversed_at BIGINT, 
	reversed_by VARCHAR(200), 
	reversal_reason TEXT, 
	test BOOLEAN NOT NULL, 
	CONSTRAINT pk_redemptions PRIMARY KEY (id), 
	CONSTRAINT fk_redemptions_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id), 
	CONSTRAINT fk_redemptions_member_id_members FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT fk_redemptions_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id), 
	CONSTRAINT fk_redemptions_store_stores FOREIGN KEY(store) REFERENCES stores (code), 
	CONSTRAINT fk_redemptions_till_devices FOREIGN KEY(till) REFERENCES devices (id), 
	CONSTRAINT fk_redemptions_reversed_by_staff FOREIGN KEY(reversed_by) REFERENCES staff (id)
)
 WITHOUT ROWID

;
INSERT INTO "redemptions" VALUES('RPWJD9MZKJ-13',NULL,1,'74077b2b-4980-4a85-9aaf-9da80f8a4b18',1,'c8a743b2-f3f6-42be-8202-7c7a6b732da9','zofia','store','RPWJD9MZKJ',1795691703633707,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"c8a743b2-f3f6-42be-8202-7c7a6b732da9","units":10000,"wallet":"default"}]',NULL,'typed',NULL,NULL,NULL,0);
INSERT INTO "redemptions" VALUES('RPWJD9MZKJ-15',NULL,2,'74077b2b-4980-4a85-9aaf-9da80f8a4b18',1,'0f6ccb0a-0673-43c3-8c5b-792193e8f0bd','manager','store','RPWJD9MZKJ',1795691704105187,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"0f6ccb0a-0673-43c3-8c5b-792193e8f0bd","units":10000,"wallet":"default"}]',NULL,'typed',NULL,NULL,NULL,0);
INSERT INTO "redemptions" VALUES('RPWJD9MZKJ-16',NULL,3,'74077b2b-4980-4a85-9aaf-9da80f8a4b18',1,'c8a743b2-f3f6-42be-8202-7c7a6b732da9','manager','store','RPWJD9MZKJ',1795691704205450,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"c8a743b2-f3f6-42be-8202-7c7a6b732da9","units":10000,"wallet":"default"}]',NULL,'typed',1795691704256887,'manager','by mistake',0);
INSERT INTO "redemptions" VALUES('RPWJD9MZKJ-18',NULL,9,'c1114945-acc9-4135-9d5a-549b3a2d2cec',1,'c8a743b2-f3f6-42be-8202-7c7a6b732da9','manager','store','RPWJD9MZKJ',1795691704305743,0,NULL,'["Rule"]','[{"coupon":"KBFDUWKB4U","effect":"give_reward","member":"c8a743b2-f3f6-42be-8202-7c7a6b732da9","reward":"coffee"}]',NULL,'typed',1795691704507064,'manager','another one',0);
INSERT INTO "redemptions" VALUES('RPWJD9MZKJ-20',NULL,10,'c1114945-acc9-4135-9d5a-549b3a2d2cec',1,'c8a743b2-f3f6-42be-8202-7c7a6b732da9','manager','store','RPWJD9MZKJ',1795691704867696,0,NULL,'["Rule"]','[{"coupon":"SXXNTEW7VZ","effect":"give_reward","member":"c8a743b2-f3f6-42be-8202-7c7a6b732da9","reward":"coffee"}]',NULL,'typed',NULL,NULL,NULL,0);
INSERT INTO "redemptions" VALUES('RPWJD9MZKJ-21',NULL,11,'c1114945-acc9-4135-9d5a-549b3a2d2cec',1,'0f6ccb0a-0673-43c3-8c5b-792193e8f0bd','manager','store','RPWJD9MZKJ',1795691704942820,0,NULL,'["Rule"]','[{"coupon":"RY6QE6Z5TZ","effect":"give_reward","member":"0f6ccb0a-0673-43c3-8c5b-792193e8f0bd","reward":"coffee"}]',NULL,'typed',NULL,NULL,NULL,0);
CREATE TABLE refusal_tallies (
	campaign_id VARCHAR(200) NOT NULL, 
	quarter INTEGER NOT NULL, 
	reason VARCHAR(40) NOT NULL, 
	store VARCHAR(200) NOT NULL, 
	till VARCHAR(200) NOT NULL, 
	staff_id VARCHAR(200) NOT NULL, 
	refusals BIGINT NOT NULL, 
	CONSTRAINT pk_refusal_tallies PRIMARY KEY (campaign_id, quarter, reason, store, till, staff_id), 
	CONSTRAINT fk_refusal_tallies_store_stores FOREIGN KEY(store) REFERENCES stores (code), 
	CONSTRAINT fk_refusal_tallies_till_devices FOREIGN KEY(till) REFERENCES devices (id), 
	CONSTRAINT fk_refusal_tallies_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 WITHOUT ROWID

;
INSERT INTO "refusal_tallies" VALUES('',1995213,'unknown','store','RPWJD9MZKJ','manager',1);
INSERT INTO "refusal_tallies" VALUES('74077b2b-4980-4a85-9aaf-9da80f8a4b18',1995213,'already_used','store','RPWJD9MZKJ','manager',1);
CREATE TABLE refusals (
	id VARCHAR(200) NOT NULL, 
	event_id VARCHAR(200), 
	at BIGINT NOT NULL, 
	reason VARCHAR(40) NOT NULL, 
	campaign_id VARCHAR(200), 
	code_id BIGINT, 
	shown VARCHAR(200) NOT NULL, 
	digest BLOB, 
	"values" TEXT NOT NULL, 
	staff_id VARCHAR(200) NOT NULL, 
	store VARCHAR(200) NOT NULL, 
	till VARCHAR(200) NOT NULL, 
	member_id VARCHAR(200), 
	source VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_refusals PRIMARY KEY (id), 
	CONSTRAINT fk_refusals_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id), 
	CONSTRAINT fk_refusals_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id), 
	CONSTRAINT fk_refusals_store_stores FOREIGN KEY(store) REFERENCES stores (code), 
	CONSTRAINT fk_refusals_till_devices FOREIGN KEY(till) REFERENCES devices (id), 
	CONSTRAINT fk_refusals_member_id_members FOREIGN KEY(member_id) REFERENCES members (id)
)
 WITHOUT ROWID

;
INSERT INTO "refusals" VALUES('RPWJD9MZKJ-14',NULL,1795691703895267,'already_used','74077b2b-4980-4a85-9aaf-9da80f8a4b18',1,'PT…HA',X'A0B0A589EE06367D460F4B2111C6E5F7','{"staff":"Zofia","store":"Main street","used_at":{"moment":1795691703633707}}','manager','store','RPWJD9MZKJ','0f6ccb0a-0673-43c3-8c5b-792193e8f0bd','typed');
INSERT INTO "refusals" VALUES('RPWJD9MZKJ-22',NULL,1795691704962881,'unknown',NULL,NULL,'NO…DE',X'C5DB7C886AF94C547E4046DEDEA72B1E','{"code":"NO…DE"}','manager','store','RPWJD9MZKJ',NULL,'typed');
CREATE TABLE rewards (
	id VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	value BIGINT, 
	days_valid INTEGER, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_rewards PRIMARY KEY (id)
);
INSERT INTO "rewards" VALUES('coffee','A coffee',450,3650,1);
CREATE TABLE segments (
	code VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT pk_segments PRIMARY KEY (code)
);
CREATE TABLE settings (
	"key" VARCHAR(200) NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_settings PRIMARY KEY ("key")
);
INSERT INTO "settings" VALUES('digest_key','b5a8ed0c92f035a3fd80f18b23cd830cdf661fa4ae5a83cbe92658d25e92ec69');
INSERT INTO "settings" VALUES('store','store');
CREATE TABLE sheet_parts (
	first_id INTEGER NOT NULL, 
	last_id BIGINT NOT NULL, 
	sheet INTEGER NOT NULL, 
	first_place INTEGER NOT NULL, 
	CONSTRAINT pk_sheet_parts PRIMARY KEY (first_id), 
	CONSTRAINT fk_sheet_parts_sheet_sheets FOREIGN KEY(sheet) REFERENCES sheets (number)
);
CREATE TABLE sheet_reprints (
	sheet INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	staff_id VARCHAR(200) NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_sheet_reprints PRIMARY KEY (sheet, n), 
	CONSTRAINT fk_sheet_reprints_sheet_sheets FOREIGN KEY(sheet) REFERENCES sheets (number), 
	CONSTRAINT fk_sheet_reprints_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 WITHOUT ROWID

;
CREATE TABLE sheets (
	number INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	first_place INTEGER NOT NULL, 
	labels INTEGER NOT NULL, 
	voided_at BIGINT, 
	voided_by VARCHAR(200), 
	void_reason TEXT, 
	CONSTRAINT pk_sheets PRIMARY KEY (number), 
	CONSTRAINT fk_sheets_run_id_print_runs FOREIGN KEY(run_id) REFERENCES print_runs (id), 
	CONSTRAINT fk_sheets_voided_by_staff FOREIGN KEY(voided_by) REFERENCES staff (id)
);
CREATE TABLE staff (
	id VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	active BOOLEAN NOT NULL, 
	pin_hash TEXT, 
	CONSTRAINT pk_staff PRIMARY KEY (id)
);
INSERT INTO "staff" VALUES('manager','Manager','manager',1,NULL);
INSERT INTO "staff" VALUES('zofia','Zofia','cashier',1,NULL);
CREATE TABLE stores (
	code VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	currency VARCHAR(3) NOT NULL, 
	CONSTRAINT pk_stores PRIMARY KEY (code)
);
INSERT INTO "stores" VALUES('store','Main street','Europe/Warsaw','PLN');
CREATE TABLE tiers (
	code VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT pk_tiers PRIMARY KEY (code)
);
INSERT INTO "tiers" VALUES('gold','gold');
CREATE TABLE transfers (
	id INTEGER NOT NULL, 
	member_id VARCHAR(200) NOT NULL, 
	wallet_code VARCHAR(200) NOT NULL, 
	units BIGINT NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	at BIGINT NOT NULL, 
	redemption_id VARCHAR(200), 
	reverses_id INTEGER, 
	CONSTRAINT pk_transfers PRIMARY KEY (id), 
	CONSTRAINT fk_transfers_member_id_members FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT fk_transfers_redemption_id_redemptions FOREIGN KEY(redemption_id) REFERENCES redemptions (id), 
	CONSTRAINT fk_transfers_reverses_id_transfers FOREIGN KEY(reverses_id) REFERENCES transfers (id)
);
INSERT INTO "transfers" VALUES(1,'c8a743b2-f3f6-42be-8202-7c7a6b732da9','default',10000,'redeem',1795691703633707,'RPWJD9MZKJ-13',NULL);
INSERT INTO "transfers" VALUES(2,'0f6ccb0a-0673-43c3-8c5b-792193e8f0bd','default',10000,'redeem',1795691704105187,'RPWJD9MZKJ-15',NULL);
INSERT INTO "transfers" VALUES(3,'c8a743b2-f3f6-42be-8202-7c7a6b732da9','default',10000,'redeem',1795691704205450,'RPWJD9MZKJ-16',NULL);
INSERT INTO "transfers" VALUES(4,'c8a743b2-f3f6-42be-8202-7c7a6b732da9','default',-10000,'reverse',1795691704256887,'RPWJD9MZKJ-16',3);
CREATE TABLE usage (
	campaign_id VARCHAR(200) NOT NULL, 
	member_id VARCHAR(200) NOT NULL, 
	unit VARCHAR(200) NOT NULL, 
	bucket INTEGER NOT NULL, 
	points BIGINT NOT NULL, 
	executions INTEGER NOT NULL, 
	CONSTRAINT pk_usage PRIMARY KEY (campaign_id, member_id, unit, bucket), 
	CONSTRAINT fk_usage_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id)
)
 WITHOUT ROWID

;
INSERT INTO "usage" VALUES('74077b2b-4980-4a85-9aaf-9da80f8a4b18','','',0,20000,2);
INSERT INTO "usage" VALUES('c1114945-acc9-4135-9d5a-549b3a2d2cec','','',0,0,2);
CREATE TABLE wallet_balances (
	member_id VARCHAR(200) NOT NULL, 
	wallet_code VARCHAR(200) NOT NULL, 
	units BIGINT NOT NULL, 
	CONSTRAINT pk_wallet_balances PRIMARY KEY (member_id, wallet_code), 
	CONSTRAINT fk_wallet_balances_member_id_members FOREIGN KEY(member_id) REFERENCES members (id)
)
 WITHOUT ROWID

;
INSERT INTO "wallet_balances" VALUES('0f6ccb0a-0673-43c3-8c5b-792193e8f0bd','default',10000);
INSERT INTO "wallet_balances" VALUES('c8a743b2-f3f6-42be-8202-7c7a6b732da9','default',10000);
CREATE INDEX ix_campaigns_display_order_id ON campaigns (display_order, id);
CREATE INDEX ix_batches_campaign_id ON batches (campaign_id);
CREATE INDEX ix_batches_last_id ON batches (last_id);
CREATE INDEX ix_codes_spent ON codes (status, id) WHERE status != 0;
CREATE INDEX ix_member_terms_member_id ON member_terms (member_id);
CREATE INDEX ix_redemptions_campaign_id_at ON redemptions (campaign_id, at);
CREATE INDEX ix_redemptions_code_id ON redemptions (code_id);
CREATE UNIQUE INDEX ix_redemptions_event_id ON redemptions (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX ix_redemptions_member_id_at ON redemptions (member_id, at);
CREATE INDEX ix_refusals_campaign_id_at ON refusals (campaign_id, at);
CREATE UNIQUE INDEX ix_refusals_event_id ON refusals (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX ix_coupons_member_id ON coupons (member_id);
CREATE INDEX ix_coupons_redemption_id ON coupons (redemption_id);
CREATE INDEX ix_transfers_member_id_at ON transfers (member_id, at);
CREATE TRIGGER journal_no_update BEFORE update ON journal
BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE delete ON journal
BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER transfers_no_update BEFORE update ON transfers
BEGIN SELECT RAISE(ABORT, 'transfers is append-only'); END;
CREATE TRIGGER transfers_no_delete BEFORE delete ON transfers
BEGIN SELECT RAISE(ABORT, 'transfers is append-only'); END;
CREATE INDEX ix_campaign_drafts_saved_at ON campaign_drafts (saved_at);
CREATE INDEX ix_members_referrer_id ON members (referrer_id);
CREATE INDEX ix_refusals_member_id_at ON refusals (member_id, at);
CREATE INDEX ix_print_runs_campaign_id ON print_runs (campaign_id);
CREATE INDEX ix_sheets_run_id ON sheets (run_id);
CREATE INDEX ix_sheet_parts_sheet ON sheet_parts (sheet);
CREATE UNIQUE INDEX ix_adjustments_external_id ON adjustments (external_id);
COMMIT;
