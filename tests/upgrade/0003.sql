BEGIN TRANSACTION;
CREATE TABLE adjustments (
	transfer_id INTEGER NOT NULL, 
	staff_id VARCHAR(200) NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_adjustments PRIMARY KEY (transfer_id), 
	CONSTRAINT fk_adjustments_transfer_id_transfers FOREIGN KEY(transfer_id) REFERENCES transfers (id), 
	CONSTRAINT fk_adjustments_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
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
INSERT INTO "batches" VALUES(1,'6b8766bc-304c-4813-b6f0-cef1d44ae396','1','generated','ready',8,1,8,1,0,8,'[]','[]',1795691701210287,'manager');
INSERT INTO "batches" VALUES(2,'6b723d73-eb68-4bb4-bbba-d3c6996963df','1','generated','ready',8,9,16,2,0,8,'[]','[]',1795691702171196,'manager');
INSERT INTO "batches" VALUES(3,'6b8766bc-304c-4813-b6f0-cef1d44ae396','bought','imported','ready',2,17,18,NULL,NULL,NULL,'[5,11]','[]',1795691702621870,'manager');
CREATE TABLE campaign_counts (
	campaign_id VARCHAR(200) NOT NULL, 
	codes BIGINT NOT NULL, 
	used BIGINT NOT NULL, 
	void BIGINT NOT NULL, 
	CONSTRAINT pk_campaign_counts PRIMARY KEY (campaign_id), 
	CONSTRAINT fk_campaign_counts_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id)
);
INSERT INTO "campaign_counts" VALUES('6b8766bc-304c-4813-b6f0-cef1d44ae396',10,3,1);
INSERT INTO "campaign_counts" VALUES('6b723d73-eb68-4bb4-bbba-d3c6996963df',8,2,0);
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
INSERT INTO "campaign_versions" VALUES('6b723d73-eb68-4bb4-bbba-d3c6996963df',1,'{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"CUP"},"counterfoil":{"archived":false,"checkCharacter":true,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":true,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_reward","rewardId":"coffee"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Coffee"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','manager',1795691701904166);
INSERT INTO "campaign_versions" VALUES('6b8766bc-304c-4813-b6f0-cef1d44ae396',1,'{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"PTS"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Points"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','manager',1795691700917818);
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
INSERT INTO "campaigns" VALUES('6b8766bc-304c-4813-b6f0-cef1d44ae396','Points','{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"PTS"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Points"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','code_redeemed','PTS',1,0,1704067200000000,NULL,1,1,1795691700917818);
INSERT INTO "campaigns" VALUES('6b723d73-eb68-4bb4-bbba-d3c6996963df','Coffee','{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"CUP"},"counterfoil":{"archived":false,"checkCharacter":true,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":true,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_reward","rewardId":"coffee"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Coffee"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','code_redeemed','CUP',1,0,1704067200000000,NULL,1,1,1795691701904166);
CREATE TABLE code_digests (
	digest BLOB NOT NULL, 
	code_id BIGINT NOT NULL, 
	CONSTRAINT pk_code_digests PRIMARY KEY (digest)
)
 WITHOUT ROWID

;
INSERT INTO "code_digests" VALUES(X'00333D42840B5522C3DDFBFA9FEBE474',6);
INSERT INTO "code_digests" VALUES(X'024B8474AF417BE1B0AA71967B692288',15);
INSERT INTO "code_digests" VALUES(X'109C8AAFDB5BBCB5E215557AA0F6746D',10);
INSERT INTO "code_digests" VALUES(X'36542DD0A47D90EFB7FAFCC374F8FDA6',3);
INSERT INTO "code_digests" VALUES(X'36850B59CE06EEE9E79E02D4E496428F',16);
INSERT INTO "code_digests" VALUES(X'3A21B190B7FD9884411396B7D54E015A',5);
INSERT INTO "code_digests" VALUES(X'3D26E2E2A0436316099B51C55BD9884B',18);
INSERT INTO "code_digests" VALUES(X'4A37E3825748F8E1EB15463B76FF0E23',13);
INSERT INTO "code_digests" VALUES(X'4ABB3C6175A0A4F59875EF8BB5F8DE2C',2);
INSERT INTO "code_digests" VALUES(X'4CE5AF62397CF761A6CF04883303C577',7);
INSERT INTO "code_digests" VALUES(X'511CC9ACBC4CD4762B730139FF8F41E4',17);
INSERT INTO "code_digests" VALUES(X'6AD552D9DD43F934D32AB6EEE60A2B5B',4);
INSERT INTO "code_digests" VALUES(X'92514205C1DA544BE8C9BFA18523112F',11);
INSERT INTO "code_digests" VALUES(X'B59D65AEB24680800263DD4E2744F6D6',8);
INSERT INTO "code_digests" VALUES(X'BD68AC8F1F883F43039B662ECA349CA8',12);
INSERT INTO "code_digests" VALUES(X'C8A072930E4FCB30BB85F26A2DC866A5',1);
INSERT INTO "code_digests" VALUES(X'F1EF7B1253CA7CB8CC7556EE1D540A2C',14);
INSERT INTO "code_digests" VALUES(X'FA1788A943407C7BE906DB95B3BA8383',9);
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
INSERT INTO "code_spaces" VALUES(1,'PTS/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/','alphanum',8,'PTS',0,0,X'C189D1E79B9873DBB5E8D911D6BAE5EA394BF5D90A47860D1F07D5209635C35A',8);
INSERT INTO "code_spaces" VALUES(2,'CUP/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/check','alphanum',8,'CUP',0,1,X'18E15395D2D44C15B2F785E34CDFC66BFECDB194DE4F7DDA80605434BBDCDE87',8);
CREATE TABLE codes (
	id INTEGER NOT NULL, 
	batch_id BIGINT NOT NULL, 
	text TEXT, 
	status SMALLINT NOT NULL, 
	CONSTRAINT pk_codes PRIMARY KEY (id), 
	CONSTRAINT ck_codes_status CHECK (status BETWEEN 0 AND 2)
);
INSERT INTO "codes" VALUES(1,1,'PTSEQRJUDF2',1);
INSERT INTO "codes" VALUES(2,1,'PTSDGFXTEUM',1);
INSERT INTO "codes" VALUES(3,1,'PTS9YZEYEDW',1);
INSERT INTO "codes" VALUES(4,1,'PTSXJX4HQDG',2);
INSERT INTO "codes" VALUES(5,1,'PTSSC8CYE8Z',0);
INSERT INTO "codes" VALUES(6,1,'PTSD3RG7WMR',0);
INSERT INTO "codes" VALUES(7,1,'PTSKCA2GAVK',0);
INSERT INTO "codes" VALUES(8,1,'PTSSFQF8DZ4',0);
INSERT INTO "codes" VALUES(9,2,'CUP952GMHTM',0);
INSERT INTO "codes" VALUES(10,2,'CUPX5ZDCPGJ',1);
INSERT INTO "codes" VALUES(11,2,'CUPVA2HNENS',1);
INSERT INTO "codes" VALUES(12,2,'CUPNZ38FP5E',0);
INSERT INTO "codes" VALUES(13,2,'CUP2EFURNQG',0);
INSERT INTO "codes" VALUES(14,2,'CUPTM86D3CX',0);
INSERT INTO "codes" VALUES(15,2,'CUPDJXW8U2Z',0);
INSERT INTO "codes" VALUES(16,2,'CUP55BG3BKF',0);
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
INSERT INTO "coupons" VALUES('C7V3QR64EF','coffee','9730c29b-6c17-4d8a-8291-acfc17bf3648',450,1795691704057639,2111051704057639,'LWNWXGA9XD-18',NULL,1795691704129825);
INSERT INTO "coupons" VALUES('WPERZ5FX3X','coffee','9730c29b-6c17-4d8a-8291-acfc17bf3648',450,1795691704297553,2111051704297553,'LWNWXGA9XD-20',NULL,NULL);
INSERT INTO "coupons" VALUES('CUB8D2HMRG','coffee','074d1a04-90c2-456b-8fa8-0b09d2384c7e',450,1795691704551367,2111051704551367,'LWNWXGA9XD-21',NULL,NULL);
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
INSERT INTO "devices" VALUES('LWNWXGA9XD','Till','store',X'12B41B2F936D8FDE30E22D3C7337A1B6901E9F3E8F042318507210E21C39C947',1795691696296230);
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
INSERT INTO "journal" VALUES('LWNWXGA9XD',1,X'0000000000000000000000000000000000000000000000000000000000000000',0,'device_added','{"name":"Till","public_key":"12b41b2f936d8fde30e22d3c7337a1b6901e9f3e8f042318507210e21c39c947","store":"store"}',1795691696296230,NULL,X'F32891A843A99A8C29913FE78B0A086D32C553AE88E9BDE588D06A416F09944C',X'F132B9546B61C250C1A813428EE6BF4FF03D74DA5B97CBC7756FF1F13D8E04E05EEF7831F305DB9C7FE581FE11D054A31A27DDA84819D0E85C4ECBD34C4B5A00');
INSERT INTO "journal" VALUES('LWNWXGA9XD',2,X'F32891A843A99A8C29913FE78B0A086D32C553AE88E9BDE588D06A416F09944C',0,'store_saved','{"currency":"PLN","name":"Main street","staff":"manager","store":"store","zone":"Europe/Warsaw"}',1795691698213537,NULL,X'D38EAE3B9DFD8A43CCD7BCDF4A3813418CB13CC42ECFD1802FA7D0864D3CCB79',X'35296D629C895655FE67C19B2D42BBEFD8726AE2D0383609DA3D8DC768D4B7477C63138518EFE6053AB9A2D3E064A9FD0D486BD7EDEA8B8009998994A544D707');
INSERT INTO "journal" VALUES('LWNWXGA9XD',3,X'D38EAE3B9DFD8A43CCD7BCDF4A3813418CB13CC42ECFD1802FA7D0864D3CCB79',0,'schema_saved','{"schema":{"customEventSchema":{"active":true,"eventType":"code_redeemed","name":"A code is redeemed","schema":{"fields":[{"description":"","name":"promo_code","type":"text"}]}}},"staff":"manager"}',1795691698639691,NULL,X'CE11CE852A40FFE8BE117E6CC005C9F13BED5CC1174F36C1A859554BBFD1767A',X'F78A011716A23D1F22F5A439D7459B3737DB35243D56DE36D1B22A074C1B016BE89994BC8A8D0402D478BB282B13F6FF31E3D53F7DB80D22E65BCC8ED6E66103');
INSERT INTO "journal" VALUES('LWNWXGA9XD',4,X'CE11CE852A40FFE8BE117E6CC005C9F13BED5CC1174F36C1A859554BBFD1767A',0,'reward_saved','{"active":true,"days_valid":3650,"id":"coffee","name":"A coffee","staff":"manager","value":450}',1795691698761850,NULL,X'0ACA7FEE681246031F817EA395E936D4F500DDD8A7B4E42809A2766BFC947E8F',X'5603BC372BD954E3E89C9DF29CC67CD4AFCAEEA79443372CD14727A95CE5114FD2EA2AD5AF1DBC1B436FCB44E22D892A0686CC64352B9E163A0378572355220F');
INSERT INTO "journal" VALUES('LWNWXGA9XD',5,X'0ACA7FEE681246031F817EA395E936D4F500DDD8A7B4E42809A2766BFC947E8F',0,'member_saved','{"active":true,"member":"9730c29b-6c17-4d8a-8291-acfc17bf3648","proof":"de7e55716458f110dc78b140fa76e602ff19047182b16850027e24705370b6e3","segments":[],"staff":"manager","tier":"gold"}',1795691700370128,NULL,X'7724DDEED95125E53E99F9A0222DF4BBB867A08B48E4E5A8E07691878FB759B4',X'9BAE2AA5B3E7765F7ADB6AA69E1EE3B43F3E38A5C7691B692B551F82C487B5F18547AB2E0FF0C39CC50EF705F0E87B27B984F14C93656E117C51CA4606180805');
INSERT INTO "journal" VALUES('LWNWXGA9XD',6,X'7724DDEED95125E53E99F9A0222DF4BBB867A08B48E4E5A8E07691878FB759B4',0,'member_saved','{"active":true,"member":"074d1a04-90c2-456b-8fa8-0b09d2384c7e","proof":"139cc293eaf9d6b91d36df3797dad431221e857fa52269f31a5a5f23873d0244","segments":[],"staff":"manager","tier":null}',1795691700520079,NULL,X'B17EBC9E40EDEAFBCE22F5EA38BD1EA90A8E91253E78E911EF4D5B302CF2AA84',X'856DB6E5582B668EC08AFE20274AA4369273762081C4437D0B362FDE6DE4664F39FB805CB281D062183D1845CD681488E4E015D0DE697BCC5FA8F3872974230B');
INSERT INTO "journal" VALUES('LWNWXGA9XD',7,X'B17EBC9E40EDEAFBCE22F5EA38BD1EA90A8E91253E78E911EF4D5B302CF2AA84',0,'staff_saved','{"active":true,"person":"zofia","role":"cashier","staff":"manager"}',1795691700770386,NULL,X'4C5E1929D26DDAD95C0615611881B822F4559F5703A7F2E5B8AA84BBC9F80135',X'1F71973579A5CD1504E0DF22A07CCF9118D73D244E1291E1921CB3E5F3C80B224CD8930EA3BC2ED049FDB304B470D141770854C639F058ACBBD8E54FC6B08C04');
INSERT INTO "journal" VALUES('LWNWXGA9XD',8,X'4C5E1929D26DDAD95C0615611881B822F4559F5703A7F2E5B8AA84BBC9F80135',0,'campaign_saved','{"base_version":0,"campaign":"6b8766bc-304c-4813-b6f0-cef1d44ae396","document":{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"PTS"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Points"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}},"staff":"manager"}',1795691700917818,NULL,X'BBB9342DDF6B7BF5460106B7EFFEE7995750871BDB40845F2EA8169DE6BCF97B',X'265826467CE89245C01B6544E3C932998E106EE8E186C108568B16A645C1646954AA8308F17E28D38A72041AC9513C40124FD9F40DA80E1FBD52B68B8823BB09');
INSERT INTO "journal" VALUES('LWNWXGA9XD',9,X'BBB9342DDF6B7BF5460106B7EFFEE7995750871BDB40845F2EA8169DE6BCF97B',0,'batch_generated','{"batch":1,"campaign":"6b8766bc-304c-4813-b6f0-cef1d44ae396","counter":[0,8],"format":"PTS/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/","ids":[1,8],"labels":[],"name":"1","size":8,"staff":"manager"}',1795691701210287,NULL,X'D95E07B1448F43683ABD99AA9E71BD95694AB7C831A49C8BFBA4DB198220259C',X'CC7212E9C8765782AFB7B312CEDC6DEB995F7A6741CAA557C0510E2BB1316F676AB528D1F8023534D512F430B7EB25E013791F4812BF2E5A154F1802522B1D01');
INSERT INTO "journal" VALUES('LWNWXGA9XD',10,X'D95E07B1448F43683ABD99AA9E71BD95694AB7C831A49C8BFBA4DB198220259C',0,'campaign_saved','{"base_version":0,"campaign":"6b723d73-eb68-4bb4-bbba-d3c6996963df","document":{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"CUP"},"counterfoil":{"archived":false,"checkCharacter":true,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":true,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_reward","rewardId":"coffee"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Coffee"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}},"staff":"manager"}',1795691701904166,NULL,X'9E06F52A5B6A2584D5A506AEC02E3D61931C70EB6689C9B71256B838C019F19F',X'BE9234E06F3D60DB8B9E73CDEB54E89AE7BB95A0EC15314D528D1B8A8474A633B860278A6E57E29D6D900E143A9CD67B4752AC24AE46CF1218E8FBECB22F6C01');
INSERT INTO "journal" VALUES('LWNWXGA9XD',11,X'9E06F52A5B6A2584D5A506AEC02E3D61931C70EB6689C9B71256B838C019F19F',0,'batch_generated','{"batch":2,"campaign":"6b723d73-eb68-4bb4-bbba-d3c6996963df","counter":[0,8],"format":"CUP/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/check","ids":[9,16],"labels":[],"name":"1","size":8,"staff":"manager"}',1795691702171196,NULL,X'2D8FBC313E76924A58020775EEED39E07C1FC793EC5F64A2C41EB920D6B4705D',X'0C7FD94888D6BB0EC20ABB338BA2D99262C96448875BA65349228F2670BDD98E6CC285851D51084EAD3141EA3530A7E40D5E50C4DFCD295BF20ED0B91BEAA30C');
INSERT INTO "journal" VALUES('LWNWXGA9XD',12,X'2D8FBC313E76924A58020775EEED39E07C1FC793EC5F64A2C41EB920D6B4705D',0,'batch_imported','{"batch":3,"campaign":"6b8766bc-304c-4813-b6f0-cef1d44ae396","ids":[17,18],"labels":[],"name":"bought","size":2,"staff":"manager","used":0,"void":0}',1795691702621870,NULL,X'08530178526BEFDE166CEB66D6D66A538559EAE8B6DBD2053613CB212A2F0288',X'BA823DF487FCD9D684CAC2037DA7A85B0E2F2657309E5386DC78476D2CE9D33B6D0BD40C472F0890CBC92394C096C5BBC1C5FB2E5A51102D91B91DA5921DD503');
INSERT INTO "journal" VALUES('LWNWXGA9XD',13,X'08530178526BEFDE166CEB66D6D66A538559EAE8B6DBD2053613CB212A2F0288',0,'redeem','{"amount":null,"at":1795691703476767,"campaign":"6b8766bc-304c-4813-b6f0-cef1d44ae396","campaign_version":1,"code":"c8a072930e4fcb30bb85f26a2dc866a5","event_id":null,"final":true,"given":[{"effect":"give_points","member":"9730c29b-6c17-4d8a-8291-acfc17bf3648","units":10000,"wallet":"default"}],"member":"9730c29b-6c17-4d8a-8291-acfc17bf3648","redemption":"LWNWXGA9XD-13","rules":["Rule"],"source":"typed","staff":"zofia","store":"store"}',1795691703476767,NULL,X'43DFA44ABDC8EFC4B532BF3917427A10B750D028E5240BEB65C415212020E929',X'6D695BEA53A75328256C48BD3DB43CE58A0395D776CC2FE0354932D1FBD25E49A433D3F2A9EE476ABB2B07DEA66072D154D2902E009828F54FACE39573489204');
INSERT INTO "journal" VALUES('LWNWXGA9XD',14,X'43DFA44ABDC8EFC4B532BF3917427A10B750D028E5240BEB65C415212020E929',0,'scan_refused','{"at":1795691703546166,"attempt":"LWNWXGA9XD-14","campaign":"6b8766bc-304c-4813-b6f0-cef1d44ae396","code":"c8a072930e4fcb30bb85f26a2dc866a5","event_id":null,"member":"074d1a04-90c2-456b-8fa8-0b09d2384c7e","reason":"already_used","source":"typed","staff":"manager","store":"store"}',1795691703546166,NULL,X'771F99977ABCFB82F479CB2D024BC92DC020DB0882A47EF49B9DF65890D7B739',X'6DA3A7C64ACCB762FA70CEC779D842E842F78FBE0D78942C7FEF6115BD6D2E30520A94057BC2E23531F94EB714B458303FA985B27AFF19A1736F259D2338CD08');
INSERT INTO "journal" VALUES('LWNWXGA9XD',15,X'771F99977ABCFB82F479CB2D024BC92DC020DB0882A47EF49B9DF65890D7B739',0,'redeem','{"amount":null,"at":1795691703577500,"campaign":"6b8766bc-304c-4813-b6f0-cef1d44ae396","campaign_version":1,"code":"4abb3c6175a0a4f59875ef8bb5f8de2c","event_id":null,"final":true,"given":[{"effect":"give_points","member":"074d1a04-90c2-456b-8fa8-0b09d2384c7e","units":10000,"wallet":"default"}],"member":"074d1a04-90c2-456b-8fa8-0b09d2384c7e","redemption":"LWNWXGA9XD-15","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691703577500,NULL,X'0EB759252BB51E7F6462DD45412BD79B0C1F2171CE66DC8DD4F9A98B53CBA7ED',X'E3A20A2B9D700917A669E82F69D7536582A0A4E40C0DCFB044F8C38182C39D273BF5F4D971EADDBEB863181AB15FEABEF22C09ACB536FB18284D93055CEFAF0A');
INSERT INTO "journal" VALUES('LWNWXGA9XD',16,X'0EB759252BB51E7F6462DD45412BD79B0C1F2171CE66DC8DD4F9A98B53CBA7ED',0,'redeem','{"amount":null,"at":1795691703657801,"campaign":"6b8766bc-304c-4813-b6f0-cef1d44ae396","campaign_version":1,"code":"36542dd0a47d90efb7fafcc374f8fda6","event_id":null,"final":true,"given":[{"effect":"give_points","member":"9730c29b-6c17-4d8a-8291-acfc17bf3648","units":10000,"wallet":"default"}],"member":"9730c29b-6c17-4d8a-8291-acfc17bf3648","redemption":"LWNWXGA9XD-16","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691703657801,NULL,X'B385FD998F4EBC10EAB1A9C3C77FF1DC38DD8A2D7189E29427803582C1875403',X'ECE56154DFB3454B3F8649417B8CCBACD2AF1BB85B8336AEDF72A72AA73640FD6DE3809CF6407CA2D27F5F867E4CF95D73936EC50BC3B3A884C6A597672B1F01');
INSERT INTO "journal" VALUES('LWNWXGA9XD',17,X'B385FD998F4EBC10EAB1A9C3C77FF1DC38DD8A2D7189E29427803582C1875403',0,'reverse','{"below_zero":[],"code_unused":false,"coupons_spent":0,"reason":"by mistake","redemption":"LWNWXGA9XD-16","staff":"manager"}',1795691703816716,NULL,X'010BE86BAE7B2D273F58B5279E7AAE3DE1A621CC26756781344D130DD5BA72F2',X'EA0D1BCC2A2484B7495223ACA0F18F6DA015D202A871179509545878549A8D3EF58FEA2669AEB081F918A7BD08562383F833F436FF5BF5028F696A3AF0FC180B');
INSERT INTO "journal" VALUES('LWNWXGA9XD',18,X'010BE86BAE7B2D273F58B5279E7AAE3DE1A621CC26756781344D130DD5BA72F2',0,'redeem','{"amount":null,"at":1795691704057639,"campaign":"6b723d73-eb68-4bb4-bbba-d3c6996963df","campaign_version":1,"code":"fa1788a943407c7be906db95b3ba8383","event_id":null,"final":true,"given":[{"coupon":"734bf969da08ec50c6e951b4ecad99e2","effect":"give_reward","member":"9730c29b-6c17-4d8a-8291-acfc17bf3648","reward":"coffee"}],"member":"9730c29b-6c17-4d8a-8291-acfc17bf3648","redemption":"LWNWXGA9XD-18","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691704057639,NULL,X'5405F73B87E9227BEE2D40766221A163526BBD770035B2130D1C02779E9A5869',X'7514CC5CE55A3330B7D0774DAE5C3FE587971DF3571F66CFC3E6B7BEB086DFB1F45688F954A04D4EFB4845CB8E118AA996CB91B513AA5084F8639C3FA5F5640D');
INSERT INTO "journal" VALUES('LWNWXGA9XD',19,X'5405F73B87E9227BEE2D40766221A163526BBD770035B2130D1C02779E9A5869',0,'reverse','{"below_zero":[],"code_unused":true,"coupons_spent":0,"reason":"another one","redemption":"LWNWXGA9XD-18","staff":"manager"}',1795691704129825,NULL,X'C19D66FDF1D2A2E2B9D23F30C898365E774210A314439E32FD9F285F67748827',X'05F2B30CF1DCC73BBBBF86FA2B9ED27C521A66359130896FB57A85A854A94BF94607D0CD826943663D774633BBA6372C3A8D2269AB328C5414AE6E64AF758606');
INSERT INTO "journal" VALUES('LWNWXGA9XD',20,X'C19D66FDF1D2A2E2B9D23F30C898365E774210A314439E32FD9F285F67748827',0,'redeem','{"amount":null,"at":1795691704297553,"campaign":"6b723d73-eb68-4bb4-bbba-d3c6996963df","campaign_version":1,"code":"109c8aafdb5bbcb5e215557aa0f6746d","event_id":null,"final":true,"given":[{"coupon":"5a653b67cbdd7d1e289dc16e11c2eff6","effect":"give_reward","member":"9730c29b-6c17-4d8a-8291-acfc17bf3648","reward":"coffee"}],"member":"9730c29b-6c17-4d8a-8291-acfc17bf3648","redemption":"LWNWXGA9XD-20","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691704297553,NULL,X'AB6610929E090E0E2C03CADDD5DF65E143D5D4CD5026CC70BEFF576933A4C42D',X'B2AA6717ADAF432F52289E53866C64C9E55487744AD0D0C012D9DD48612E48503AF4DA9E29CB5762A938B3D66E5051F2BFADF009D796E4BABDB1D17804F95106');
INSERT INTO "journal" VALUES('LWNWXGA9XD',21,X'AB6610929E090E0E2C03CADDD5DF65E143D5D4CD5026CC70BEFF576933A4C42D',0,'redeem','{"amount":null,"at":1795691704551367,"campaign":"6b723d73-eb68-4bb4-bbba-d3c6996963df","campaign_version":1,"code":"92514205c1da544be8c9bfa18523112f","event_id":null,"final":true,"given":[{"coupon":"52a12f931e387645b0731a7e9d66782c","effect":"give_reward","member":"074d1a04-90c2-456b-8fa8-0b09d2384c7e","reward":"coffee"}],"member":"074d1a04-90c2-456b-8fa8-0b09d2384c7e","redemption":"LWNWXGA9XD-21","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691704551367,NULL,X'8BFF528C222878FAD2283F070855BEBAF688FD3EB5A0419A1DA3E45777DE2ABF',X'DCBE6A6811EFB2B6792AECCAB7C0DA37A2B20E91974C66A5635114FF39D603F76C5CA6E3E9612DBEF7A70288AD4D69E3444EE69E2728FC180BCA449A0038700B');
INSERT INTO "journal" VALUES('LWNWXGA9XD',22,X'8BFF528C222878FAD2283F070855BEBAF688FD3EB5A0419A1DA3E45777DE2ABF',0,'scan_refused','{"at":1795691704777545,"attempt":"LWNWXGA9XD-22","campaign":null,"code":null,"event_id":null,"member":null,"reason":"unknown","source":"typed","staff":"manager","store":"store"}',1795691704777545,NULL,X'99A3FBB2362A1821AE02A6409EDFB7FA143E542F75ACD20839D738B0F6FF045E',X'115C1541F1AE4A8A6C8F9AE56AA8B75DA7D7B1CEAF03A31D9E475E6D61E2EABB059E35B073B4536029FF7CC980DB97A768D0BFFEDE637738CB0FDBA7E068D802');
INSERT INTO "journal" VALUES('LWNWXGA9XD',23,X'99A3FBB2362A1821AE02A6409EDFB7FA143E542F75ACD20839D738B0F6FF045E',0,'codes_voided','{"batch":null,"campaign":"6b8766bc-304c-4813-b6f0-cef1d44ae396","count":1,"ids":[[4,4]],"reason":"torn","staff":"manager"}',1795691705105848,NULL,X'A4CE15B63EB0A7031F0EAC0672BC1B69E357DD4B35D2FF434E9BA36C9A5AB22E',X'E4B809939A00AEA0FB75BEBCCDB0EE35DCBBDF48204F7D2D8D0585E02B8C2CF7C9B7D2ED3076B6FCABD5FD59CC708CD0A6DA88747CBB037FDC73308A211FFE0F');
CREATE TABLE member_terms (
	term TEXT NOT NULL, 
	member_id VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_member_terms PRIMARY KEY (term, member_id), 
	CONSTRAINT fk_member_terms_member_id_members FOREIGN KEY(member_id) REFERENCES members (id)
)
 WITHOUT ROWID

;
INSERT INTO "member_terms" VALUES('4000102','074d1a04-90c2-456b-8fa8-0b09d2384c7e');
INSERT INTO "member_terms" VALUES('lucja','074d1a04-90c2-456b-8fa8-0b09d2384c7e');
INSERT INTO "member_terms" VALUES('zak','074d1a04-90c2-456b-8fa8-0b09d2384c7e');
INSERT INTO "member_terms" VALUES('4000101','9730c29b-6c17-4d8a-8291-acfc17bf3648');
INSERT INTO "member_terms" VALUES('ada','9730c29b-6c17-4d8a-8291-acfc17bf3648');
INSERT INTO "member_terms" VALUES('nowak','9730c29b-6c17-4d8a-8291-acfc17bf3648');
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
INSERT INTO "members" VALUES('9730c29b-6c17-4d8a-8291-acfc17bf3648','4000101',1795691700370128,'Ada','Nowak','','','gold','[]','{}','{}',NULL,1);
INSERT INTO "members" VALUES('074d1a04-90c2-456b-8fa8-0b09d2384c7e','4000102',1795691700520079,'Łucja','Żak','','',NULL,'[]','{}','{}',NULL,1);
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
INSERT INTO "redemption_tallies" VALUES('6b723d73-eb68-4bb4-bbba-d3c6996963df',1995213,'store','LWNWXGA9XD','manager',2,0,1);
INSERT INTO "redemption_tallies" VALUES('6b8766bc-304c-4813-b6f0-cef1d44ae396',1995213,'store','LWNWXGA9XD','manager',1,10000,1);
INSERT INTO "redemption_tallies" VALUES('6b8766bc-304c-4813-b6f0-cef1d44ae396',1995213,'store','LWNWXGA9XD','zofia',1,10000,0);
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
INSERT INTO "redemptions" VALUES('LWNWXGA9XD-13',NULL,1,'6b8766bc-304c-4813-b6f0-cef1d44ae396',1,'9730c29b-6c17-4d8a-8291-acfc17bf3648','zofia','store','LWNWXGA9XD',1795691703476767,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"9730c29b-6c17-4d8a-8291-acfc17bf3648","units":10000,"wallet":"default"}]',NULL,'typed',NULL,NULL,NULL,0);
INSERT INTO "redemptions" VALUES('LWNWXGA9XD-15',NULL,2,'6b8766bc-304c-4813-b6f0-cef1d44ae396',1,'074d1a04-90c2-456b-8fa8-0b09d2384c7e','manager','store','LWNWXGA9XD',1795691703577500,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"074d1a04-90c2-456b-8fa8-0b09d2384c7e","units":10000,"wallet":"default"}]',NULL,'typed',NULL,NULL,NULL,0);
INSERT INTO "redemptions" VALUES('LWNWXGA9XD-16',NULL,3,'6b8766bc-304c-4813-b6f0-cef1d44ae396',1,'9730c29b-6c17-4d8a-8291-acfc17bf3648','manager','store','LWNWXGA9XD',1795691703657801,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"9730c29b-6c17-4d8a-8291-acfc17bf3648","units":10000,"wallet":"default"}]',NULL,'typed',1795691703816716,'manager','by mistake',0);
INSERT INTO "redemptions" VALUES('LWNWXGA9XD-18',NULL,9,'6b723d73-eb68-4bb4-bbba-d3c6996963df',1,'9730c29b-6c17-4d8a-8291-acfc17bf3648','manager','store','LWNWXGA9XD',1795691704057639,0,NULL,'["Rule"]','[{"coupon":"C7V3QR64EF","effect":"give_reward","member":"9730c29b-6c17-4d8a-8291-acfc17bf3648","reward":"coffee"}]',NULL,'typed',1795691704129825,'manager','another one',0);
INSERT INTO "redemptions" VALUES('LWNWXGA9XD-20',NULL,10,'6b723d73-eb68-4bb4-bbba-d3c6996963df',1,'9730c29b-6c17-4d8a-8291-acfc17bf3648','manager','store','LWNWXGA9XD',1795691704297553,0,NULL,'["Rule"]','[{"coupon":"WPERZ5FX3X","effect":"give_reward","member":"9730c29b-6c17-4d8a-8291-acfc17bf3648","reward":"coffee"}]',NULL,'typed',NULL,NULL,NULL,0);
INSERT INTO "redemptions" VALUES('LWNWXGA9XD-21',NULL,11,'6b723d73-eb68-4bb4-bbba-d3c6996963df',1,'074d1a04-90c2-456b-8fa8-0b09d2384c7e','manager','store','LWNWXGA9XD',1795691704551367,0,NULL,'["Rule"]','[{"coupon":"CUB8D2HMRG","effect":"give_reward","member":"074d1a04-90c2-456b-8fa8-0b09d2384c7e","reward":"coffee"}]',NULL,'typed',NULL,NULL,NULL,0);
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
INSERT INTO "refusal_tallies" VALUES('',1995213,'unknown','store','LWNWXGA9XD','manager',1);
INSERT INTO "refusal_tallies" VALUES('6b8766bc-304c-4813-b6f0-cef1d44ae396',1995213,'already_used','store','LWNWXGA9XD','manager',1);
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
INSERT INTO "refusals" VALUES('LWNWXGA9XD-14',NULL,1795691703546166,'already_used','6b8766bc-304c-4813-b6f0-cef1d44ae396',1,'PT…F2',X'C8A072930E4FCB30BB85F26A2DC866A5','{"staff":"Zofia","store":"Main street","used_at":{"moment":1795691703476767}}','manager','store','LWNWXGA9XD','074d1a04-90c2-456b-8fa8-0b09d2384c7e','typed');
INSERT INTO "refusals" VALUES('LWNWXGA9XD-22',NULL,1795691704777545,'unknown',NULL,NULL,'NO…DE',X'9630DBD89932186A4284553E7E8E5A44','{"code":"NO…DE"}','manager','store','LWNWXGA9XD',NULL,'typed');
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
INSERT INTO "settings" VALUES('digest_key','ce6be8e905ad9649ebdc93083f46044db0e80cbe0476bde15e3c2ca254e73fec');
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
INSERT INTO "transfers" VALUES(1,'9730c29b-6c17-4d8a-8291-acfc17bf3648','default',10000,'redeem',1795691703476767,'LWNWXGA9XD-13',NULL);
INSERT INTO "transfers" VALUES(2,'074d1a04-90c2-456b-8fa8-0b09d2384c7e','default',10000,'redeem',1795691703577500,'LWNWXGA9XD-15',NULL);
INSERT INTO "transfers" VALUES(3,'9730c29b-6c17-4d8a-8291-acfc17bf3648','default',10000,'redeem',1795691703657801,'LWNWXGA9XD-16',NULL);
INSERT INTO "transfers" VALUES(4,'9730c29b-6c17-4d8a-8291-acfc17bf3648','default',-10000,'reverse',1795691703816716,'LWNWXGA9XD-16',3);
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
INSERT INTO "usage" VALUES('6b723d73-eb68-4bb4-bbba-d3c6996963df','','',0,0,2);
INSERT INTO "usage" VALUES('6b8766bc-304c-4813-b6f0-cef1d44ae396','','',0,20000,2);
CREATE TABLE wallet_balances (
	member_id VARCHAR(200) NOT NULL, 
	wallet_code VARCHAR(200) NOT NULL, 
	units BIGINT NOT NULL, 
	CONSTRAINT pk_wallet_balances PRIMARY KEY (member_id, wallet_code), 
	CONSTRAINT fk_wallet_balances_member_id_members FOREIGN KEY(member_id) REFERENCES members (id)
)
 WITHOUT ROWID

;
INSERT INTO "wallet_balances" VALUES('074d1a04-90c2-456b-8fa8-0b09d2384c7e','default',10000);
INSERT INTO "wallet_balances" VALUES('9730c29b-6c17-4d8a-8291-acfc17bf3648','default',10000);
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
COMMIT;
