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
INSERT INTO "alembic_version" VALUES('0005');
CREATE TABLE allowances (
	campaign_id VARCHAR(200) NOT NULL, 
	device VARCHAR(200) NOT NULL, 
	budget_units BIGINT NOT NULL, 
	budget_count BIGINT NOT NULL, 
	risk_units BIGINT NOT NULL, 
	risk_money BIGINT NOT NULL, 
	risk_count BIGINT NOT NULL, 
	hours INTEGER NOT NULL, 
	quota INTEGER NOT NULL, 
	CONSTRAINT pk_allowances PRIMARY KEY (campaign_id, device), 
	CONSTRAINT fk_allowances_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id)
);
INSERT INTO "allowances" VALUES('4114a341-7571-49dc-882f-34de7b4f314c','',0,0,50000,0,3,24,0);
CREATE TABLE batch_pages (
	batch_id BIGINT NOT NULL, 
	page INTEGER NOT NULL, 
	digests BLOB NOT NULL, 
	texts BLOB NOT NULL, 
	CONSTRAINT pk_batch_pages PRIMARY KEY (batch_id, page)
);
INSERT INTO "batch_pages" VALUES(4,0,X'15A37C809B1C20FBBF3F233C424331AD3663D799FC078ED2BCBFFC97065D4275',X'25B09481F202418B24C719EE7AA73C567C86F878BF25188733790199E997FE69');
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
INSERT INTO "batches" VALUES(1,'f9f2f68f-ede5-42fb-9733-315dd4d87a1a','1','generated','ready',8,1,8,1,0,8,'[]','[]',1795691745094809,'manager');
INSERT INTO "batches" VALUES(2,'2731cf43-9fdc-45fd-b176-0ebb50ee50c7','1','generated','ready',8,9,16,2,0,8,'[]','[]',1795691745393691,'manager');
INSERT INTO "batches" VALUES(3,'f9f2f68f-ede5-42fb-9733-315dd4d87a1a','bought','imported','ready',2,17,18,NULL,NULL,NULL,'[5,11]','[]',1795691745596555,'manager');
INSERT INTO "batches" VALUES(4,'4114a341-7571-49dc-882f-34de7b4f314c','1','generated','ready',6,19,24,3,0,6,'[]','[]',1795691747040469,'manager');
CREATE TABLE campaign_counts (
	campaign_id VARCHAR(200) NOT NULL, 
	codes BIGINT NOT NULL, 
	used BIGINT NOT NULL, 
	void BIGINT NOT NULL, 
	CONSTRAINT pk_campaign_counts PRIMARY KEY (campaign_id), 
	CONSTRAINT fk_campaign_counts_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id)
);
INSERT INTO "campaign_counts" VALUES('f9f2f68f-ede5-42fb-9733-315dd4d87a1a',10,4,1);
INSERT INTO "campaign_counts" VALUES('2731cf43-9fdc-45fd-b176-0ebb50ee50c7',8,2,0);
INSERT INTO "campaign_counts" VALUES('4114a341-7571-49dc-882f-34de7b4f314c',6,1,0);
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
INSERT INTO "campaign_versions" VALUES('2731cf43-9fdc-45fd-b176-0ebb50ee50c7',1,'{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"CUP"},"counterfoil":{"archived":false,"checkCharacter":true,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":true,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_reward","rewardId":"coffee"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Coffee"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','manager',1795691745277730);
INSERT INTO "campaign_versions" VALUES('4114a341-7571-49dc-882f-34de7b4f314c',1,'{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"OFF"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"capped","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Offline"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','manager',1795691746960615);
INSERT INTO "campaign_versions" VALUES('f9f2f68f-ede5-42fb-9733-315dd4d87a1a',1,'{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"PTS"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Points"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','manager',1795691744912286);
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
INSERT INTO "campaigns" VALUES('f9f2f68f-ede5-42fb-9733-315dd4d87a1a','Points','{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"PTS"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Points"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','code_redeemed','PTS',1,0,1704067200000000,NULL,1,1,1795691744912286);
INSERT INTO "campaigns" VALUES('2731cf43-9fdc-45fd-b176-0ebb50ee50c7','Coffee','{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"CUP"},"counterfoil":{"archived":false,"checkCharacter":true,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":true,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_reward","rewardId":"coffee"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Coffee"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','code_redeemed','CUP',1,0,1704067200000000,NULL,1,1,1795691745277730);
INSERT INTO "campaigns" VALUES('4114a341-7571-49dc-882f-34de7b4f314c','Offline','{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"OFF"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"capped","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Offline"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','code_redeemed','OFF',1,0,1704067200000000,NULL,1,1,1795691746960615);
CREATE TABLE code_digests (
	digest BLOB NOT NULL, 
	code_id BIGINT NOT NULL, 
	CONSTRAINT pk_code_digests PRIMARY KEY (digest)
)
 WITHOUT ROWID

;
INSERT INTO "code_digests" VALUES(X'0D0B002D1E301354EAF0B6CDDB32AC7E',19);
INSERT INTO "code_digests" VALUES(X'1423357BB24B7ADCC15B475784760C39',3);
INSERT INTO "code_digests" VALUES(X'2F8440ADA478A109F3711C42BD88162E',23);
INSERT INTO "code_digests" VALUES(X'3B9E123344D0712F9906894312BDA067',10);
INSERT INTO "code_digests" VALUES(X'51C281D34976EED1D629324CEEA05286',14);
INSERT INTO "code_digests" VALUES(X'5F5D670C31D5071A4E0A3D291B2627C3',8);
INSERT INTO "code_digests" VALUES(X'81704F74CB25BA9139581CB827EEBE12',22);
INSERT INTO "code_digests" VALUES(X'897335EFAB0D449805B2D252B7504DE5',20);
INSERT INTO "code_digests" VALUES(X'973D1FBBEAF6E570237B306AD9F7239A',24);
INSERT INTO "code_digests" VALUES(X'BD5D0495C41A41BE222F8DA01EBBD0C3',21);
INSERT INTO "code_digests" VALUES(X'C0C0EF2A1FFDF54E6D7DBDB3877F445A',13);
INSERT INTO "code_digests" VALUES(X'C606C8AE916AAC487FEAA8660017F923',12);
INSERT INTO "code_digests" VALUES(X'C72D2150A6B617EAD91E82C1C9352E20',5);
INSERT INTO "code_digests" VALUES(X'CE2D433CF5934E8D1EB1B0EC1D01F870',15);
INSERT INTO "code_digests" VALUES(X'D17CDD0B0BADFA91E1DE97181D376341',6);
INSERT INTO "code_digests" VALUES(X'D38A64F1CD95030F29A09BE38CE326B3',11);
INSERT INTO "code_digests" VALUES(X'DCC14D67755B7416D95EC904234F4428',2);
INSERT INTO "code_digests" VALUES(X'DE049B0C2B2B7381D7FB9286F93D516D',17);
INSERT INTO "code_digests" VALUES(X'DEACD36280658A9BD5558D943CB5DF9A',9);
INSERT INTO "code_digests" VALUES(X'E51AC5B129DC79CD71A217F6E4D1D5C3',7);
INSERT INTO "code_digests" VALUES(X'EBAC984E140A1AA53627A1CA480EF056',16);
INSERT INTO "code_digests" VALUES(X'F446FB66333FA7D3FDAC3DCBC9978DA6',18);
INSERT INTO "code_digests" VALUES(X'F8682B9470A93EC5146187BA2FD4155B',1);
INSERT INTO "code_digests" VALUES(X'F9847CE84330927A2C3D74C33490E8EC',4);
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
INSERT INTO "code_spaces" VALUES(1,'PTS/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/','alphanum',8,'PTS',0,0,X'31DE7CE14551297827EED0B2B058F85F25181389C79636E8DA9F5C700A638F8B',8);
INSERT INTO "code_spaces" VALUES(2,'CUP/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/check','alphanum',8,'CUP',0,1,X'198BF017DF2B170C85CA758F5DE899BEA6A908ED98A1D16A93E61335F7E2F478',8);
INSERT INTO "code_spaces" VALUES(3,'OFF/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/','alphanum',8,'OFF',0,0,X'547DFCFA65D5DF5ADECE5E0815AEE15CEA3E603D09D8D2519741DFDC8230BA70',6);
CREATE TABLE codes (
	id INTEGER NOT NULL, 
	batch_id BIGINT NOT NULL, 
	text TEXT, 
	status SMALLINT NOT NULL, 
	CONSTRAINT pk_codes PRIMARY KEY (id), 
	CONSTRAINT ck_codes_status CHECK (status BETWEEN 0 AND 2)
);
INSERT INTO "codes" VALUES(1,1,'PTS3QYNWN8D',1);
INSERT INTO "codes" VALUES(2,1,'PTS98YF4488',1);
INSERT INTO "codes" VALUES(3,1,'PTSCAY75Q48',1);
INSERT INTO "codes" VALUES(4,1,'PTSVXPVUBVQ',2);
INSERT INTO "codes" VALUES(5,1,'PTSG7ZSEPZ9',1);
INSERT INTO "codes" VALUES(6,1,'PTSDMA33KQ5',0);
INSERT INTO "codes" VALUES(7,1,'PTSXNX29GJE',0);
INSERT INTO "codes" VALUES(8,1,'PTSCVW5RT7F',0);
INSERT INTO "codes" VALUES(9,2,'CUPX7Z8KGKS',0);
INSERT INTO "codes" VALUES(10,2,'CUP5C7WDFJD',1);
INSERT INTO "codes" VALUES(11,2,'CUPRKFAHBKF',1);
INSERT INTO "codes" VALUES(12,2,'CUPTW7S3BD3',0);
INSERT INTO "codes" VALUES(13,2,'CUP5X6N6BS9',0);
INSERT INTO "codes" VALUES(14,2,'CUPPR6HXD78',0);
INSERT INTO "codes" VALUES(15,2,'CUP7AW63UQ5',0);
INSERT INTO "codes" VALUES(16,2,'CUP7SQ523ME',0);
INSERT INTO "codes" VALUES(17,3,'WELCOME-2026',0);
INSERT INTO "codes" VALUES(18,3,'ZOLW-7',0);
INSERT INTO "codes" VALUES(19,4,'OFFXR7DQ5SU',1);
INSERT INTO "codes" VALUES(20,4,'OFF4GYVQW86',0);
INSERT INTO "codes" VALUES(21,4,'OFF9TDS4X8M',0);
INSERT INTO "codes" VALUES(22,4,'OFFQJ5FVWB8',0);
INSERT INTO "codes" VALUES(23,4,'OFFZUFMAV7S',0);
INSERT INTO "codes" VALUES(24,4,'OFFPXUREARQ',0);
CREATE TABLE conflicts (
	id VARCHAR(200) NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	"of" VARCHAR(200) NOT NULL, 
	device VARCHAR(200) NOT NULL, 
	n BIGINT NOT NULL, 
	code_id BIGINT, 
	campaign_id VARCHAR(200), 
	grant_id BIGINT, 
	units BIGINT NOT NULL, 
	money BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	document TEXT NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	note TEXT NOT NULL, 
	settled_by VARCHAR(200), 
	settled_at BIGINT, 
	CONSTRAINT pk_conflicts PRIMARY KEY (id), 
	CONSTRAINT fk_conflicts_device_devices FOREIGN KEY(device) REFERENCES devices (id), 
	CONSTRAINT fk_conflicts_settled_by_staff FOREIGN KEY(settled_by) REFERENCES staff (id)
);
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
INSERT INTO "coupons" VALUES('HZR9U66Z6S','coffee','f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e',450,1795691746234176,2111051746234176,'JZ365FPJWP-18',NULL,1795691746313667);
INSERT INTO "coupons" VALUES('AFEFCY2ZMA','coffee','f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e',450,1795691746390861,2111051746390861,'JZ365FPJWP-20',NULL,NULL);
INSERT INTO "coupons" VALUES('EWBD3X469E','coffee','c3434cb7-92d4-448c-8b00-3f24f7dc2c40',450,1795691746479581,2111051746479581,'JZ365FPJWP-21',NULL,NULL);
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
INSERT INTO "devices" VALUES('JZ365FPJWP','Till','store',X'436B4B194801EFFE347D1FE7A63AFC922404FF29A9C73E88417A1ECE96B9D4F4',1795691743369907);
INSERT INTO "devices" VALUES('KF5HH5BLK9','KF5HH5BLK9','store',X'6153037DBE8448BA412CAB1A9A6D94296725466150A385FEFB5C24D221C78F4A',1795691755869180);
CREATE TABLE enrolments (
	device VARCHAR(200) NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	why TEXT NOT NULL, 
	joined_at BIGINT NOT NULL, 
	seen_at BIGINT NOT NULL, 
	clock_off BIGINT NOT NULL, 
	awaited BOOLEAN NOT NULL, 
	receipted_n BIGINT, 
	early TEXT, 
	sessions BIGINT, 
	tip_n BIGINT NOT NULL, 
	had_n BIGINT, 
	CONSTRAINT pk_enrolments PRIMARY KEY (device), 
	CONSTRAINT fk_enrolments_device_devices FOREIGN KEY(device) REFERENCES devices (id)
);
INSERT INTO "enrolments" VALUES('KF5HH5BLK9','till','active','',1795691755869180,1795691759335763,-16531,0,3,NULL,9,9,9);
CREATE TABLE entry_verdicts (
	device VARCHAR(200) NOT NULL, 
	n BIGINT NOT NULL, 
	hash BLOB NOT NULL, 
	outcome VARCHAR(12) NOT NULL, 
	"of" VARCHAR(200) NOT NULL, 
	reason TEXT NOT NULL, 
	"values" TEXT NOT NULL, 
	answer TEXT, 
	receipt BLOB NOT NULL, 
	CONSTRAINT pk_entry_verdicts PRIMARY KEY (device, n), 
	CONSTRAINT fk_entry_verdicts_device_devices FOREIGN KEY(device) REFERENCES devices (id)
)
 WITHOUT ROWID

;
INSERT INTO "entry_verdicts" VALUES('KF5HH5BLK9',1,X'43E19513F3D364677A400F5A418A4A2605603E2B037BFA4F9D2A83B827ACEB52','applied','','','{}',NULL,X'96DF27636A526595AD3487D45DF3665F94CB6D7A5E37DB406DBD3E49159500E0');
INSERT INTO "entry_verdicts" VALUES('KF5HH5BLK9',2,X'69BBF4B3DB6391BF394B98FDAC984DFCE87A07E35D09D44802E2D0562133C946','applied','','','{}',NULL,X'8D73881DDFED2CC7CA05B4B0437FD795417F383660EC5AD8373846DB139D475D');
INSERT INTO "entry_verdicts" VALUES('KF5HH5BLK9',3,X'E14343ACE8C0B2DBCF3C0E15CF17574E5412A0EBDFFA0C31F7EE82251707E1E5','applied','','','{}',NULL,X'EDAA71EFABEDFAE41047A28939026DEBC7FFBA4AA9B4A733C63AAE9E2A3281C3');
INSERT INTO "entry_verdicts" VALUES('KF5HH5BLK9',4,X'D187BF300883012F2731386D4DFBA2035C2C43FBD802CE7ABB6BC81BCF4DAF34','applied','','','{}','{"accepted":true,"documents":[["code","19",{"status":"used","use":{"at":1795691758443686,"staff":"Manager","store":"Main street"}}],["member","f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e",null],["campaign","4114a341-7571-49dc-882f-34de7b4f314c",{"row":{"active":true,"archived":false,"display_order":1,"document":"{\"campaign\":{\"active\":true,\"activity\":{\"endsAt\":null,\"startsAt\":\"2024-01-01T00:00:00+00:00\"},\"audience\":{\"target\":\"none\"},\"codeGenerator\":{\"characterSet\":\"alphanum\",\"length\":8,\"prefix\":\"OFF\"},\"counterfoil\":{\"archived\":false,\"checkCharacter\":false,\"limits\":{},\"lookAlikes\":false,\"offlinePolicy\":\"capped\",\"reuseAfterReversal\":false,\"version\":1},\"displayOrder\":1,\"event\":\"code_redeemed\",\"eventCodeAttribute\":\"promo_code\",\"generateCodes\":true,\"labels\":[],\"limits\":{},\"rules\":[{\"conditions\":[],\"description\":\"\",\"effects\":[{\"effect\":\"give_points\",\"pointsRule\":\"100\",\"walletCode\":\"default\"}],\"name\":\"Rule\",\"target\":\"self\"}],\"translations\":{\"en\":{\"description\":\"\",\"name\":\"Offline\"}},\"trigger\":\"custom_event_unique_code\",\"type\":\"direct\",\"visibility\":{\"target\":\"none\"}}}","ends_at":null,"event":"code_redeemed","id":"4114a341-7571-49dc-882f-34de7b4f314c","name":"Offline","prefix":"OFF","saved_at":1795691746960615,"starts_at":1704067200000000,"version":1},"version":{"campaign_id":"4114a341-7571-49dc-882f-34de7b4f314c","document":"{\"campaign\":{\"active\":true,\"activity\":{\"endsAt\":null,\"startsAt\":\"2024-01-01T00:00:00+00:00\"},\"audience\":{\"target\":\"none\"},\"codeGenerator\":{\"characterSet\":\"alphanum\",\"length\":8,\"prefix\":\"OFF\"},\"counterfoil\":{\"archived\":false,\"checkCharacter\":false,\"limits\":{},\"lookAlikes\":false,\"offlinePolicy\":\"capped\",\"reuseAfterReversal\":false,\"version\":1},\"displayOrder\":1,\"event\":\"code_redeemed\",\"eventCodeAttribute\":\"promo_code\",\"generateCodes\":true,\"labels\":[],\"limits\":{},\"rules\":[{\"conditions\":[],\"description\":\"\",\"effects\":[{\"effect\":\"give_points\",\"pointsRule\":\"100\",\"walletCode\":\"default\"}],\"name\":\"Rule\",\"target\":\"self\"}],\"translations\":{\"en\":{\"description\":\"\",\"name\":\"Offline\"}},\"trigger\":\"custom_event_unique_code\",\"type\":\"direct\",\"visibility\":{\"target\":\"none\"}}}","saved_at":1795691746960615,"saved_by":"manager","version":1}}],["tier","gold",{"code":"gold","name":"gold"}],["schema","code_redeemed",{"active":true,"document":"{\"customEventSchema\":{\"active\":true,\"eventType\":\"code_redeemed\",\"name\":\"A code is redeemed\",\"schema\":{\"fields\":[{\"description\":\"\",\"name\":\"promo_code\",\"type\":\"text\"}]}}}","event_type":"code_redeemed","name":"A code is redeemed"}],["staff","manager",{"active":true,"id":"manager","name":"Manager","pin_hash":null,"role":"manager"}]],"final":true,"reason":"","redemption":{"amount":null,"at":1795691758443686,"body":null,"campaign_id":"4114a341-7571-49dc-882f-34de7b4f314c","campaign_version":1,"code_id":19,"event_id":null,"given":"[{\"effect\":\"give_points\",\"member\":\"f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e\",\"units\":10000,\"wallet\":\"default\"}]","id":"KF5HH5BLK9-4","member_id":"f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e","reversal_reason":null,"reversed_at":null,"reversed_by":null,"rules":"[\"Rule\"]","source":"typed","staff_id":"manager","store":"store","test":false,"till":"KF5HH5BLK9","units":10000},"values":{}}',X'A16D99EF8152E9AE05CD157BDD81309596A61A98029605E98555A5E60FB7227C');
INSERT INTO "entry_verdicts" VALUES('KF5HH5BLK9',5,X'77C573355A731AC2C293986D4C9BBF2EC0F344C4ABE1A2D02468A4CF1B208A73','applied','','','{}',NULL,X'BFDF16F5E06AE347F8BC3D458C569C9FC324354168FE82A434A334C07D3AA3C5');
INSERT INTO "entry_verdicts" VALUES('KF5HH5BLK9',6,X'C57F27663C2FBC8FA457F8EEE98C680EDCB835AC19D88C9860D1C52BBD7ED93F','applied','','','{}','{"accepted":true,"documents":[["code","5",{"status":"used","use":{"at":1795691758849180,"staff":"Manager","store":"Main street"}}],["member","c3434cb7-92d4-448c-8b00-3f24f7dc2c40",null],["campaign","f9f2f68f-ede5-42fb-9733-315dd4d87a1a",{"row":{"active":true,"archived":false,"display_order":1,"document":"{\"campaign\":{\"active\":true,\"activity\":{\"endsAt\":null,\"startsAt\":\"2024-01-01T00:00:00+00:00\"},\"audience\":{\"target\":\"none\"},\"codeGenerator\":{\"characterSet\":\"alphanum\",\"length\":8,\"prefix\":\"PTS\"},\"counterfoil\":{\"archived\":false,\"checkCharacter\":false,\"limits\":{},\"lookAlikes\":false,\"offlinePolicy\":\"online_only\",\"reuseAfterReversal\":false,\"version\":1},\"displayOrder\":1,\"event\":\"code_redeemed\",\"eventCodeAttribute\":\"promo_code\",\"generateCodes\":true,\"labels\":[],\"limits\":{},\"rules\":[{\"conditions\":[],\"description\":\"\",\"effects\":[{\"effect\":\"give_points\",\"pointsRule\":\"100\",\"walletCode\":\"default\"}],\"name\":\"Rule\",\"target\":\"self\"}],\"translations\":{\"en\":{\"description\":\"\",\"name\":\"Points\"}},\"trigger\":\"custom_event_unique_code\",\"type\":\"direct\",\"visibility\":{\"target\":\"none\"}}}","ends_at":null,"event":"code_redeemed","id":"f9f2f68f-ede5-42fb-9733-315dd4d87a1a","name":"Points","prefix":"PTS","saved_at":1795691744912286,"starts_at":1704067200000000,"version":1},"version":{"campaign_id":"f9f2f68f-ede5-42fb-9733-315dd4d87a1a","document":"{\"campaign\":{\"active\":true,\"activity\":{\"endsAt\":null,\"startsAt\":\"2024-01-01T00:00:00+00:00\"},\"audience\":{\"target\":\"none\"},\"codeGenerator\":{\"characterSet\":\"alphanum\",\"length\":8,\"prefix\":\"PTS\"},\"counterfoil\":{\"archived\":false,\"checkCharacter\":false,\"limits\":{},\"lookAlikes\":false,\"offlinePolicy\":\"online_only\",\"reuseAfterReversal\":false,\"version\":1},\"displayOrder\":1,\"event\":\"code_redeemed\",\"eventCodeAttribute\":\"promo_code\",\"generateCodes\":true,\"labels\":[],\"limits\":{},\"rules\":[{\"conditions\":[],\"description\":\"\",\"effects\":[{\"effect\":\"give_points\",\"pointsRule\":\"100\",\"walletCode\":\"default\"}],\"name\":\"Rule\",\"target\":\"self\"}],\"translations\":{\"en\":{\"description\":\"\",\"name\":\"Points\"}},\"trigger\":\"custom_event_unique_code\",\"type\":\"direct\",\"visibility\":{\"target\":\"none\"}}}","saved_at":1795691744912286,"saved_by":"manager","version":1}}],["schema","code_redeemed",{"active":true,"document":"{\"customEventSchema\":{\"active\":true,\"eventType\":\"code_redeemed\",\"name\":\"A code is redeemed\",\"schema\":{\"fields\":[{\"description\":\"\",\"name\":\"promo_code\",\"type\":\"text\"}]}}}","event_type":"code_redeemed","name":"A code is redeemed"}],["staff","manager",{"active":true,"id":"manager","name":"Manager","pin_hash":null,"role":"manager"}]],"final":true,"reason":"","redemption":{"amount":null,"at":1795691758849180,"body":null,"campaign_id":"f9f2f68f-ede5-42fb-9733-315dd4d87a1a","campaign_version":1,"code_id":5,"event_id":null,"given":"[{\"effect\":\"give_points\",\"member\":\"c3434cb7-92d4-448c-8b00-3f24f7dc2c40\",\"units\":10000,\"wallet\":\"default\"}]","id":"KF5HH5BLK9-6","member_id":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","reversal_reason":null,"reversed_at":null,"reversed_by":null,"rules":"[\"Rule\"]","source":"typed","staff_id":"manager","store":"store","test":false,"till":"KF5HH5BLK9","units":10000},"values":{}}',X'D3D32E17DC4D41AC40CE787A42D1206D4FDBDF56ABDBBC5FF1C1CF1450943EBF');
INSERT INTO "entry_verdicts" VALUES('KF5HH5BLK9',7,X'CB7AB1B3B30C4AE4D72939C01D1E771FD021E7CB35DCAECB2CBC8B8439D1A14C','applied','','','{}',NULL,X'92B40E3C9A725EA83AF91E7635D2B9D9ACDEF14F6AE90774E46DF7C790B663D5');
INSERT INTO "entry_verdicts" VALUES('KF5HH5BLK9',8,X'CD2429C49030BB8DC7E326C18A12D4B6C67C537CE14D37E17DFD25A20C3AA2A9','refused','','already_used','{"staff":"Zofia","store":"Main street","used_at":{"moment":1795691745827160}}','{"accepted":false,"documents":[["code","1",{"status":"used","use":{"at":1795691745827160,"staff":"Zofia","store":"Main street"}}],["member","c3434cb7-92d4-448c-8b00-3f24f7dc2c40",null]],"final":true,"reason":"already_used","redemption":null,"values":{"staff":"Zofia","store":"Main street","used_at":{"moment":1795691745827160}}}',X'A1DD778E4BCE70B14DAAA4BA55C0B6E15615F57205F6C8312B2788C475E8EC4A');
INSERT INTO "entry_verdicts" VALUES('KF5HH5BLK9',9,X'4AA690AC0087DA3CC07B028BFFEAAC17B844DB2CC7FAA49596F5557AB7541833','applied','','','{}',NULL,X'2C02CED9BA5452E55FCC19B3A233E576F11957733BCC86350537B7B763288A31');
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
CREATE TABLE feed (
	topic VARCHAR(20) NOT NULL, 
	"key" VARCHAR(200) NOT NULL, 
	scope VARCHAR(200) NOT NULL, 
	seq BIGINT NOT NULL, 
	CONSTRAINT pk_feed PRIMARY KEY (topic, "key")
);
INSERT INTO "feed" VALUES('allowance','/4114a341-7571-49dc-882f-34de7b4f314c','',2);
INSERT INTO "feed" VALUES('device','KF5HH5BLK9','',3);
INSERT INTO "feed" VALUES('enrolment','KF5HH5BLK9','office',19);
INSERT INTO "feed" VALUES('grant','1','KF5HH5BLK9',7);
INSERT INTO "feed" VALUES('code','19','',9);
INSERT INTO "feed" VALUES('redemption','KF5HH5BLK9-4','office',10);
INSERT INTO "feed" VALUES('member','f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e','',11);
INSERT INTO "feed" VALUES('usage','4114a341-7571-49dc-882f-34de7b4f314c','office',12);
INSERT INTO "feed" VALUES('code','5','',14);
INSERT INTO "feed" VALUES('redemption','KF5HH5BLK9-6','office',15);
INSERT INTO "feed" VALUES('member','c3434cb7-92d4-448c-8b00-3f24f7dc2c40','',16);
INSERT INTO "feed" VALUES('usage','f9f2f68f-ede5-42fb-9733-315dd4d87a1a','office',17);
CREATE TABLE feed_counter (
	id SMALLINT NOT NULL, 
	seq BIGINT NOT NULL, 
	CONSTRAINT pk_feed_counter PRIMARY KEY (id)
);
INSERT INTO "feed_counter" VALUES(1,19);
CREATE TABLE grants (
	id INTEGER NOT NULL, 
	epoch INTEGER NOT NULL, 
	device VARCHAR(200) NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	campaign_id VARCHAR(200) NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	granted_at BIGINT NOT NULL, 
	expires_at BIGINT, 
	first_id BIGINT, 
	last_id BIGINT, 
	units BIGINT NOT NULL, 
	money BIGINT NOT NULL, 
	count BIGINT NOT NULL, 
	spent_units BIGINT NOT NULL, 
	spent_money BIGINT NOT NULL, 
	spent_count BIGINT NOT NULL, 
	burned_units BIGINT NOT NULL, 
	burned_money BIGINT NOT NULL, 
	burned_count BIGINT NOT NULL, 
	accepted_n BIGINT, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_grants PRIMARY KEY (id), 
	CONSTRAINT fk_grants_device_devices FOREIGN KEY(device) REFERENCES devices (id), 
	CONSTRAINT fk_grants_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id)
);
INSERT INTO "grants" VALUES(1,1,'KF5HH5BLK9','risk','4114a341-7571-49dc-882f-34de7b4f314c','accepted',1795691756062376,1795778156062376,NULL,NULL,50000,0,3,0,0,0,0,0,0,NULL,'Supplied as allowed.');
CREATE TABLE intents (
	n BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	CONSTRAINT pk_intents PRIMARY KEY (n)
);
CREATE TABLE invitations (
	token_hash BLOB NOT NULL, 
	store VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	invited_by VARCHAR(200) NOT NULL, 
	invited_at BIGINT NOT NULL, 
	expires_at BIGINT NOT NULL, 
	used_by VARCHAR(200), 
	CONSTRAINT pk_invitations PRIMARY KEY (token_hash), 
	CONSTRAINT fk_invitations_store_stores FOREIGN KEY(store) REFERENCES stores (code), 
	CONSTRAINT fk_invitations_invited_by_staff FOREIGN KEY(invited_by) REFERENCES staff (id), 
	CONSTRAINT fk_invitations_used_by_devices FOREIGN KEY(used_by) REFERENCES devices (id)
);
INSERT INTO "invitations" VALUES(X'029A5B9B3E4695ED121014A6977B3E4A3AF97A18EEA2D6CFCFDEFFE10679EAB2','store','Till 1','till','manager',1795691747292382,1795692647292382,NULL);
INSERT INTO "invitations" VALUES(X'20862A6C43FBEB031B8B4A71573072E0FC646769879C6BC8A85975CEE1E47A92','store','','till','manager',1795691754528946,1795692654528946,'KF5HH5BLK9');
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
INSERT INTO "journal" VALUES('JZ365FPJWP',1,X'0000000000000000000000000000000000000000000000000000000000000000',0,'device_added','{"name":"Till","public_key":"436b4b194801effe347d1fe7a63afc922404ff29a9c73e88417a1ece96b9d4f4","store":"store"}',1795691743369907,NULL,X'C8276A1EB239BF7AFB88CF911627331B6043F9345D9044F230D81131DBCA0261',X'2B07E2D2EF82BAD6D02781A9CC542A10CA40705C6A3F40913B12D9450478C74422D5D6B7F9FDD70D59F3ADE69006AD1C6300568D3D3E5F768DC9A7B4D9D8660B');
INSERT INTO "journal" VALUES('JZ365FPJWP',2,X'C8276A1EB239BF7AFB88CF911627331B6043F9345D9044F230D81131DBCA0261',0,'store_saved','{"currency":"PLN","name":"Main street","staff":"manager","store":"store","zone":"Europe/Warsaw","zone_before":"UTC"}',1795691744057257,NULL,X'5EDF43A7205485768D9CA3A533106EC25862415E212E031BB277D73F16C98AA9',X'53257CB1D1B4B6F0597DEB3D2DCE894D56AB200AB77A97CDF5A3710B7C40489F6C9829B164D390CE4CCBA831F543CE67FD1F5A52525CD47A642AA921C234CF02');
INSERT INTO "journal" VALUES('JZ365FPJWP',3,X'5EDF43A7205485768D9CA3A533106EC25862415E212E031BB277D73F16C98AA9',0,'schema_saved','{"schema":{"customEventSchema":{"active":true,"eventType":"code_redeemed","name":"A code is redeemed","schema":{"fields":[{"description":"","name":"promo_code","type":"text"}]}}},"staff":"manager"}',1795691744172624,NULL,X'6035E2F326D38F5DCD323FCA9C113CC0AECF1974BB273DB563DC68835940C198',X'D217C76AA41F62CE11954AF1FF263321A826262B50F5C5BD19E426283965F0CDDFEBF54DC8E1105061B5E07B377D0844EFFCB5F6C317F18394A4902C68C9D704');
INSERT INTO "journal" VALUES('JZ365FPJWP',4,X'6035E2F326D38F5DCD323FCA9C113CC0AECF1974BB273DB563DC68835940C198',0,'reward_saved','{"active":true,"days_valid":3650,"id":"coffee","name":"A coffee","staff":"manager","value":450}',1795691744263838,NULL,X'F8F1D26E5FBFBF05868D0DB8F950D521CE91184B12F50901079787C9BCB0D63E',X'3DB1F3C851A64EB64594C9E06426472EB297485038B37D359FBA0E5B39C054DF956E2002537D7987578FD920D3C9721AD65C7E3650071DFB8D594342ED10740E');
INSERT INTO "journal" VALUES('JZ365FPJWP',5,X'F8F1D26E5FBFBF05868D0DB8F950D521CE91184B12F50901079787C9BCB0D63E',0,'member_saved','{"active":true,"member":"f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e","proof":"aadbe9e808e69511c9df603c01172a4ed60db6cc8226e0221da44d9d8f9a607f","segments":[],"staff":"manager","tier":"gold"}',1795691744558046,NULL,X'C1A97CF69EFB9EB91B5B870493575CC43F7E114605901821C15757D1358F0E31',X'6BB8F2652B43DC2D6A8C19C80AA854392F54FF8CD33EC12051076F5B45274A45619CB2CF910F04ACEEA86CDEBB09B24840A13D5017C89247ACDE2AFFC3EEEF05');
INSERT INTO "journal" VALUES('JZ365FPJWP',6,X'C1A97CF69EFB9EB91B5B870493575CC43F7E114605901821C15757D1358F0E31',0,'member_saved','{"active":true,"member":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","proof":"8ff40a7697683cf6acb1e5d8ece18c799b922710625bbfa51dfe8db058259b6c","segments":[],"staff":"manager","tier":null}',1795691744637944,NULL,X'2E487653D4A692B755DD7083145BE4CAD4CCE58D7CE11C3254CD1418C8D69201',X'3B31A96EEB878F2DDC1AEE9BD8ED5A5B076BEF94E19E2EF5AEF6D14386344454BB27B8ED10F7F6655F9FE0FD89804CFCA773BB4307D5BF36CCB045628C0BD103');
INSERT INTO "journal" VALUES('JZ365FPJWP',7,X'2E487653D4A692B755DD7083145BE4CAD4CCE58D7CE11C3254CD1418C8D69201',0,'staff_saved','{"active":true,"person":"zofia","role":"cashier","staff":"manager"}',1795691744774259,NULL,X'4B1A1E5E73EB6836BB3FD48236C351208736BF002B5761488B9E2F38E6370D53',X'D4717A63BA01EE18DD160853F73A2733B5858BDBF780E7D8BFC9580A093AD752575B9241D28AB6734DDD7BFBFB22D74E8D3BCAF4D9CCC26561F8D94E9B066C0D');
INSERT INTO "journal" VALUES('JZ365FPJWP',8,X'4B1A1E5E73EB6836BB3FD48236C351208736BF002B5761488B9E2F38E6370D53',0,'campaign_saved','{"base":null,"base_version":0,"campaign":"f9f2f68f-ede5-42fb-9733-315dd4d87a1a","document":{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"PTS"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Points"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}},"staff":"manager"}',1795691744912286,NULL,X'436C3D2BEABCCA76B55A012C993D42B6A127CBC62F284A4C447130104947AC15',X'AFA538D847C0628E8437A5919CF0BA932F416E0C6EF2EC2A40190DF9FA4F1FF8C981EEFC00236F8B6F765021C15A65FD77B7893B77F54EA3D18EFFCCD124280E');
INSERT INTO "journal" VALUES('JZ365FPJWP',9,X'436C3D2BEABCCA76B55A012C993D42B6A127CBC62F284A4C447130104947AC15',0,'batch_generated','{"batch":1,"campaign":"f9f2f68f-ede5-42fb-9733-315dd4d87a1a","counter":[0,8],"format":"PTS/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/","ids":[1,8],"labels":[],"name":"1","size":8,"staff":"manager"}',1795691745094809,NULL,X'192B42D8FD9263FC49F65A9F4A4C88FCD15331A8BBC871A0CE127C1B272FD6F9',X'8F26C09C6795A1F7043643BE53CED7AAA840AADDDC903705BD1D69FD990A874F03961904A1AE8E544BA742C1DC419588CB360CD447A9DE592039C2A870EF5503');
INSERT INTO "journal" VALUES('JZ365FPJWP',10,X'192B42D8FD9263FC49F65A9F4A4C88FCD15331A8BBC871A0CE127C1B272FD6F9',0,'campaign_saved','{"base":null,"base_version":0,"campaign":"2731cf43-9fdc-45fd-b176-0ebb50ee50c7","document":{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"CUP"},"counterfoil":{"archived":false,"checkCharacter":true,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":true,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_reward","rewardId":"coffee"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Coffee"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}},"staff":"manager"}',1795691745277730,NULL,X'A63E8D58453C038E687D2505813AEEE5AE725CB27B7330D63B446C55A31A6477',X'7C7590A98F66985AAEFDFF462A706AF72BDC2745F1EA2D12FD1A8AE501B5BD9DD895BE6CA1958AF26411E5FD5D5AAC754BF516BC090E9AD50104553342E0120A');
INSERT INTO "journal" VALUES('JZ365FPJWP',11,X'A63E8D58453C038E687D2505813AEEE5AE725CB27B7330D63B446C55A31A6477',0,'batch_generated','{"batch":2,"campaign":"2731cf43-9fdc-45fd-b176-0ebb50ee50c7","counter":[0,8],"format":"CUP/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/check","ids":[9,16],"labels":[],"name":"1","size":8,"staff":"manager"}',1795691745393691,NULL,X'3EA8C6FEAA2750281F1FFCB340C56A1EE33A7F72323CA2810CCAA6D214DECCBE',X'E2C88E7B47054ACC5E6FA17E70DF87E43F1A56E1E4F087BB828044CF396D39C202A51F34C742AC11965A2A391F8122FA13BB0A7B3A238CE2AAAB2E20C4DA8909');
INSERT INTO "journal" VALUES('JZ365FPJWP',12,X'3EA8C6FEAA2750281F1FFCB340C56A1EE33A7F72323CA2810CCAA6D214DECCBE',0,'batch_imported','{"batch":3,"campaign":"f9f2f68f-ede5-42fb-9733-315dd4d87a1a","ids":[17,18],"labels":[],"name":"bought","size":2,"staff":"manager","used":0,"void":0}',1795691745596555,NULL,X'FF0CA929F9EE6B79A089D10EE378EF75D24FF4A88B979DFEA0A44F080A2421C6',X'EDFDB8C8499EEDE6253F050F4B0A9240156B803333CB5AB68B30CAABB15FA8ED541D190E300571E1E3BB0150CB7AEF922C441C5556DCA2A6E327636915BC9F06');
INSERT INTO "journal" VALUES('JZ365FPJWP',13,X'FF0CA929F9EE6B79A089D10EE378EF75D24FF4A88B979DFEA0A44F080A2421C6',0,'redeem','{"amount":null,"at":1795691745827160,"campaign":"f9f2f68f-ede5-42fb-9733-315dd4d87a1a","campaign_version":1,"code":"f8682b9470a93ec5146187ba2fd4155b","event_id":null,"final":true,"given":[{"effect":"give_points","member":"f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e","units":10000,"wallet":"default"}],"member":"f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e","redemption":"JZ365FPJWP-13","rules":["Rule"],"source":"typed","staff":"zofia","store":"store"}',1795691745827160,NULL,X'41751593521A408EB3C14665E1EEA6ECEEC691A51FC1BD20483EADFD15396C08',X'1A1B20AE88623F1B58464ADAB42BD56C4342EC87B2E48B9F730ED0266D9830982E2A45DDD05309D88B91850F1C5AB9D6F012A81176051227FC0D7841B4251D00');
INSERT INTO "journal" VALUES('JZ365FPJWP',14,X'41751593521A408EB3C14665E1EEA6ECEEC691A51FC1BD20483EADFD15396C08',0,'scan_refused','{"at":1795691745912937,"attempt":"JZ365FPJWP-14","campaign":"f9f2f68f-ede5-42fb-9733-315dd4d87a1a","code":"f8682b9470a93ec5146187ba2fd4155b","event_id":null,"member":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","reason":"already_used","source":"typed","staff":"manager","store":"store"}',1795691745912937,NULL,X'3CB2A8788B52A67011A3EE420D59CC51FBC1B24D4DB5B2C5A66677BD4738A898',X'028B18AB105EF1145A9040CA26C623E5D9EB76FA2EA49CC10595683C642110843AA6FA24E9E94FC3D29C3F165E6CBA79F1BD58A2A9608DD1A123702AB65DAC04');
INSERT INTO "journal" VALUES('JZ365FPJWP',15,X'3CB2A8788B52A67011A3EE420D59CC51FBC1B24D4DB5B2C5A66677BD4738A898',0,'redeem','{"amount":null,"at":1795691745993663,"campaign":"f9f2f68f-ede5-42fb-9733-315dd4d87a1a","campaign_version":1,"code":"dcc14d67755b7416d95ec904234f4428","event_id":null,"final":true,"given":[{"effect":"give_points","member":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","units":10000,"wallet":"default"}],"member":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","redemption":"JZ365FPJWP-15","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691745993663,NULL,X'89CB85B8E3B0A530AA1BC172EE15D9C3B24EB0A1FC09214A1B5681387857DDEC',X'B89E7F939D36C6FE6366A955D4E8C377657BB1BEC56B48B9D1E2F1AA084E805F124D6A94289BC2234661E4E5586A0D2887B0BE35D1043CCB5DC4FCD09C29A10E');
INSERT INTO "journal" VALUES('JZ365FPJWP',16,X'89CB85B8E3B0A530AA1BC172EE15D9C3B24EB0A1FC09214A1B5681387857DDEC',0,'redeem','{"amount":null,"at":1795691746065373,"campaign":"f9f2f68f-ede5-42fb-9733-315dd4d87a1a","campaign_version":1,"code":"1423357bb24b7adcc15b475784760c39","event_id":null,"final":true,"given":[{"effect":"give_points","member":"f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e","units":10000,"wallet":"default"}],"member":"f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e","redemption":"JZ365FPJWP-16","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691746065373,NULL,X'D746D28472D5F72CCFB3813C95A881CCAEE25D1B793A8AE55BF08499F8990C0B',X'B6E51F155453E59DA7CFEC3071327C9B403D677AB767577BB5671EFBAA6F02A37045DCA5F7B86C9C8D601DD94966DC00C77044C32A5D15D8DE926087E7111F07');
INSERT INTO "journal" VALUES('JZ365FPJWP',17,X'D746D28472D5F72CCFB3813C95A881CCAEE25D1B793A8AE55BF08499F8990C0B',0,'reverse','{"below_zero":[],"code_unused":false,"coupons_spent":0,"reason":"by mistake","redemption":"JZ365FPJWP-16","staff":"manager"}',1795691746146796,NULL,X'EBA5B82EE2165BF1DF947C5D29D6990AA9C6EACBF1D1FBAF59B719B7E4E12B44',X'8B2F9C20A544FE9C09A261B4157A31F7ED67500CFEB45CC161FDC00E16EFE583CE1B7EA36C2D32C51C27E55578E3D7BDF284B022FBE20B4FCA9584A381A4B209');
INSERT INTO "journal" VALUES('JZ365FPJWP',18,X'EBA5B82EE2165BF1DF947C5D29D6990AA9C6EACBF1D1FBAF59B719B7E4E12B44',0,'redeem','{"amount":null,"at":1795691746234176,"campaign":"2731cf43-9fdc-45fd-b176-0ebb50ee50c7","campaign_version":1,"code":"deacd36280658a9bd5558d943cb5df9a","event_id":null,"final":true,"given":[{"coupon":"3eed3f69454b24fef5849f98b13bebad","effect":"give_reward","member":"f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e","reward":"coffee"}],"member":"f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e","redemption":"JZ365FPJWP-18","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691746234176,NULL,X'6573E7F1A41A74AFE4A23EFEDCA44000571E01BB6BE0ED6CB0C6D97292D2829D',X'85D19CAA378A8A993C1EC97F8D22E7224F3CBEAC5D411F7ECC616C96853326BC0A629C662535024A46B92C66EEFAF25C6856F37D3059F72D21C16C594B55C808');
INSERT INTO "journal" VALUES('JZ365FPJWP',19,X'6573E7F1A41A74AFE4A23EFEDCA44000571E01BB6BE0ED6CB0C6D97292D2829D',0,'reverse','{"below_zero":[],"code_unused":true,"coupons_spent":0,"reason":"another one","redemption":"JZ365FPJWP-18","staff":"manager"}',1795691746313667,NULL,X'AAADE9ADC0500196B3F9056C7D926BA6465AADB31D70BDD70689F73762A8C56D',X'AFDCAE8FC05CB3593B96014E65274B083438E85890C89B4E9BCD6B3903058B875D3E11A94F89141E00FA6E7D896412B1AE859DDAB73721A251FBF0400BE43C0D');
INSERT INTO "journal" VALUES('JZ365FPJWP',20,X'AAADE9ADC0500196B3F9056C7D926BA6465AADB31D70BDD70689F73762A8C56D',0,'redeem','{"amount":null,"at":1795691746390861,"campaign":"2731cf43-9fdc-45fd-b176-0ebb50ee50c7","campaign_version":1,"code":"3b9e123344d0712f9906894312bda067","event_id":null,"final":true,"given":[{"coupon":"be941b4fcd160c0e1d755090f407e852","effect":"give_reward","member":"f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e","reward":"coffee"}],"member":"f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e","redemption":"JZ365FPJWP-20","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691746390861,NULL,X'A26EC583F134FAE34A922F1151C18C39FC48B6C97A344A4EBB14DEDF675CDDA2',X'BE70210E56333CA8CCFEF3EA5E545FFCD92B9B0A42BF94FDB456C3AD426FA8D39D7A20CE350B20750C23A886C9C5C6851B005F923D1FF94508647AECD1053102');
INSERT INTO "journal" VALUES('JZ365FPJWP',21,X'A26EC583F134FAE34A922F1151C18C39FC48B6C97A344A4EBB14DEDF675CDDA2',0,'redeem','{"amount":null,"at":1795691746479581,"campaign":"2731cf43-9fdc-45fd-b176-0ebb50ee50c7","campaign_version":1,"code":"d38a64f1cd95030f29a09be38ce326b3","event_id":null,"final":true,"given":[{"coupon":"99324d16375609b264e2595625792c6f","effect":"give_reward","member":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","reward":"coffee"}],"member":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","redemption":"JZ365FPJWP-21","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691746479581,NULL,X'AF757E9EEA0B8E3DD9BCAB2608164143191CD188937F5CA7CBC5F5F03458DBFD',X'C360FA7558C1CF94039E9264AD28EEC5699E71165E7F9F197915024E341E1769294FE98DE107A19ED840CCC1F500FB356DA1E18F50132104A9E016EC18294A0E');
INSERT INTO "journal" VALUES('JZ365FPJWP',22,X'AF757E9EEA0B8E3DD9BCAB2608164143191CD188937F5CA7CBC5F5F03458DBFD',0,'scan_refused','{"at":1795691746806475,"attempt":"JZ365FPJWP-22","campaign":null,"code":null,"event_id":null,"member":null,"reason":"unknown","source":"typed","staff":"manager","store":"store"}',1795691746806475,NULL,X'5C50EE6B2FF577CB10E547525B9730BF42DF32C684FD5ECD9B18A1825C96ADFC',X'E6CA795F66F20B2EE79E5E093781AAA5829326EC8AD146C5EDC6345022E033D706DA239C6E1CFBB8A0560FCBDA4E1680E4F85550DB1B0CCE8405C4C1581C5B00');
INSERT INTO "journal" VALUES('JZ365FPJWP',23,X'5C50EE6B2FF577CB10E547525B9730BF42DF32C684FD5ECD9B18A1825C96ADFC',0,'codes_voided','{"batch":null,"campaign":"f9f2f68f-ede5-42fb-9733-315dd4d87a1a","count":1,"ids":[[4,4]],"reason":"torn","staff":"manager"}',1795691746891524,NULL,X'D58E896D2C129140AA5AC66EEA01DE714ABDFF252DF3493715D787E01A283B72',X'1662EBFA8E06DC5646F21F1787D889CD9BC8E02296AD1FD3D0AC6FAE59684D8DEE03827D2B0006CFCF4E97171B4A2D3ED8E2C59D216E1FD2ECF07B29FEA05C0B');
INSERT INTO "journal" VALUES('JZ365FPJWP',24,X'D58E896D2C129140AA5AC66EEA01DE714ABDFF252DF3493715D787E01A283B72',0,'campaign_saved','{"base":null,"base_version":0,"campaign":"4114a341-7571-49dc-882f-34de7b4f314c","document":{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"OFF"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"capped","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Offline"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}},"staff":"manager"}',1795691746960615,NULL,X'5A096758AAC524F644C06D87C88965400F598282E2804A143B40F9B48A502B56',X'52871D69407149FD5D90A9C071186C00B9115D9067104E3C403E19E2037DA55E90191C94CB8E76451C41D0F4547DD309681D57DE63B4561A37E56CBADCCAC40E');
INSERT INTO "journal" VALUES('JZ365FPJWP',25,X'5A096758AAC524F644C06D87C88965400F598282E2804A143B40F9B48A502B56',0,'batch_generated','{"batch":4,"campaign":"4114a341-7571-49dc-882f-34de7b4f314c","counter":[0,6],"format":"OFF/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/","ids":[19,24],"labels":[],"name":"1","size":6,"staff":"manager"}',1795691747040469,NULL,X'44EC193A5602970075F35B886B8A2E34DF342596103A09B099B10B048A3E7F9B',X'0644EBEF03838994114E52374EAFD410CD7D6B89419D1026FB50F1EB4326324482FDE57DC4CCB01C1F95F0ED18584E1CF61B305D24D37A55DEB9F5FCDFEEC005');
INSERT INTO "journal" VALUES('JZ365FPJWP',26,X'44EC193A5602970075F35B886B8A2E34DF342596103A09B099B10B048A3E7F9B',1,'epoch_begun','{"epoch":1,"why":"The ledger became a hub."}',1795691747268210,NULL,X'47C02805CC27BFF8F5767068087FFF93CEA48F46B0736A5F386C51B5E3487E39',X'4C89C9E338193D90230E2E1649210CDBDC66B90EE574671E49A431DA5F5A79C5510BC355DC6E3D1D8A4E16F1681FCD76AA4F9E4E199163B6394B2F1875F2C007');
INSERT INTO "journal" VALUES('JZ365FPJWP',27,X'47C02805CC27BFF8F5767068087FFF93CEA48F46B0736A5F386C51B5E3487E39',1,'device_invited','{"expires_at":1795692647292382,"kind":"till","name":"Till 1","staff":"manager","store":"store","token_hash":"029a5b9b3e4695ed121014a6977b3e4a3af97a18eea2d6cfcfdeffe10679eab2"}',1795691747292382,NULL,X'0F615CB3FFC9EE082FD4784719F3EB75CE31784C718FF3C8504FD28E8B66299C',X'0A3616900A92534C3FC9186973659D8F9F0741D6C39ADA44326553EB8016D0C04CE00B50CEDA8019207630C16BB9DADF02869EC8ED264922EFCD23D239C6C903');
INSERT INTO "journal" VALUES('JZ365FPJWP',28,X'0F615CB3FFC9EE082FD4784719F3EB75CE31784C718FF3C8504FD28E8B66299C',1,'allowance_set','{"budget":{"count":0,"money":0,"units":0},"campaign":"4114a341-7571-49dc-882f-34de7b4f314c","device":"","hours":24,"quota":0,"risk":{"count":3,"money":0,"units":50000},"staff":"manager"}',1795691747349055,NULL,X'E1F493E7B21EFA0775A9E59EE4088C8E395571126F4F80A2891E50C9D8C4FD40',X'2E00F67E34ADB16770B77B325CE648E3A63F3C985BB28058A35CA65D00B46EB7363AB693B80C4925C5D13A3AFA3E8AF80F3857E45BA5A1FC79830426E9243E0B');
INSERT INTO "journal" VALUES('JZ365FPJWP',29,X'E1F493E7B21EFA0775A9E59EE4088C8E395571126F4F80A2891E50C9D8C4FD40',1,'device_invited','{"expires_at":1795692654528946,"kind":"till","name":"","staff":"manager","store":"store","token_hash":"20862a6c43fbeb031b8b4a71573072e0fc646769879c6bc8a85975cee1e47a92"}',1795691754528946,NULL,X'4DE963CEBD0963769C411E92153EA1DAD7DFD57CB2F2436B41F1713F7FBE98FC',X'58FA81AEC816F0781BA55F06290F0850D6865BFD2816723A8C516F9DAAD05F81356A2BE74B92AE0D1CDF339DE70C55C85AC70C6D0F69CF35161ED8D282FD4A04');
INSERT INTO "journal" VALUES('JZ365FPJWP',30,X'4DE963CEBD0963769C411E92153EA1DAD7DFD57CB2F2436B41F1713F7FBE98FC',1,'joined','{"device":"KF5HH5BLK9","kind":"till","store":"store"}',1795691755869180,NULL,X'5FCE0F834EE781133152F831046B125C8710AD45CB0CCBD664ABA58FEDED7DD2',X'FEF3F3BEE9D58C0638AA558CDEBC262774C3C6BB2FC94082A8090AD03EC7790D5E721523771823DDAC89E245A1639955D365554DFCC3F55B2011E8681B961F08');
INSERT INTO "journal" VALUES('JZ365FPJWP',31,X'5FCE0F834EE781133152F831046B125C8710AD45CB0CCBD664ABA58FEDED7DD2',1,'right_granted','{"documents":[{"amount":{"count":3,"money":0,"units":50000},"burned":{"count":0,"money":0,"units":0},"campaign":"4114a341-7571-49dc-882f-34de7b4f314c","codes":null,"device":"KF5HH5BLK9","epoch":1,"expires_at":1795778156062376,"granted_at":1795691756062376,"id":1,"kind":"risk","spent":{"count":0,"money":0,"units":0},"state":"granted"}],"grants":[1],"reason":"Supplied as allowed.","staff":null}',1795691756062376,NULL,X'B3809E912D4E6B8F16D46CD9AB1F11C68106414BBAD10F609B93F9C87EB952F6',X'6A78420F9EE5BB3686591453A19E8604214F6EAC4A8E446E35E8811E83E6D6F95D85DD35A385D1A8AAE620F8E4C83248F2E0280A355B487664E0722004337D0E');
INSERT INTO "journal" VALUES('JZ365FPJWP',32,X'B3809E912D4E6B8F16D46CD9AB1F11C68106414BBAD10F609B93F9C87EB952F6',1,'redeem','{"amount":null,"at":1795691758443686,"campaign":"4114a341-7571-49dc-882f-34de7b4f314c","campaign_version":1,"code":"0d0b002d1e301354eaf0b6cddb32ac7e","event_id":null,"final":true,"given":[{"effect":"give_points","member":"f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e","units":10000,"wallet":"default"}],"member":"f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e","redemption":"KF5HH5BLK9-4","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691758443686,NULL,X'EBD21B565638D5396F377312228D056E80B1378A0747CFBA40074828349080F7',X'67D76194AC8CF98D33A230FB6B33DA31C6939B5F82AA257252072155662AA060290A1E11F0431F9DD75A8A085965197B99FFE7A827D9EBEF46FD196CA2354A0C');
INSERT INTO "journal" VALUES('JZ365FPJWP',33,X'EBD21B565638D5396F377312228D056E80B1378A0747CFBA40074828349080F7',1,'redeem','{"amount":null,"at":1795691758849180,"campaign":"f9f2f68f-ede5-42fb-9733-315dd4d87a1a","campaign_version":1,"code":"c72d2150a6b617ead91e82c1c9352e20","event_id":null,"final":true,"given":[{"effect":"give_points","member":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","units":10000,"wallet":"default"}],"member":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","redemption":"KF5HH5BLK9-6","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691758849180,NULL,X'001A5133CA218CC68F6F9096C927A360A21B4086694C914842EFD4BF22DCA728',X'E403F1521AD9C24A4CAB2607B515E24C2963839AA7E9C04D5D02DE47F29C7023D6EEC1D8C3979DD090F730D439725BC3281C7480F58DFD74C21F725D10D4A800');
INSERT INTO "journal" VALUES('JZ365FPJWP',34,X'001A5133CA218CC68F6F9096C927A360A21B4086694C914842EFD4BF22DCA728',1,'scan_refused','{"at":1795691759148427,"attempt":"KF5HH5BLK9-8","campaign":"f9f2f68f-ede5-42fb-9733-315dd4d87a1a","code":"f8682b9470a93ec5146187ba2fd4155b","event_id":null,"member":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","reason":"already_used","source":"typed","staff":"manager","store":"store"}',1795691759148427,NULL,X'F91D43601BC6F81F08B76887DFBB37D850798A8404EEE2EDF5506CE95DF95380',X'C0D2B59BD435DA3CE33706ABCBB03AC90C03FD662C7F702CA7FF1E12ADF49D79526BC60D2BC2AF462FBC6B3C2A3CE8AF58F398E3E95944B50E47C4F19D4A9C0F');
INSERT INTO "journal" VALUES('KF5HH5BLK9',1,X'0000000000000000000000000000000000000000000000000000000000000000',0,'device_added','{"name":"Till","public_key":"6153037dbe8448ba412cab1a9a6d94296725466150a385fefb5c24d221c78f4a","store":"store"}',1795691755362355,NULL,X'43E19513F3D364677A400F5A418A4A2605603E2B037BFA4F9D2A83B827ACEB52',X'50B0DDE776F2E5E953F5718DEE38346B386F1FE3254F9B62A555CC5829AC926F34F45AEBE9C14673A4705BAFA97E5E0EE7FF8C2781A2A942B07F1F2C0CAAEB03');
INSERT INTO "journal" VALUES('KF5HH5BLK9',2,X'43E19513F3D364677A400F5A418A4A2605603E2B037BFA4F9D2A83B827ACEB52',1,'joined','{"hub":"http://127.0.0.1:36475","hub_id":"813a749aaa7e6422c14e48a7216c7c73","kind":"till","name":"KF5HH5BLK9","store":"store"}',1795691755869180,1795691755869180,X'69BBF4B3DB6391BF394B98FDAC984DFCE87A07E35D09D44802E2D0562133C946',X'900625BB658CA624CF6A0E65F74C3991C41DEADE8BEB8F72DB02FF234524A5D9A84CEE45A2922C9DB6F144105FAB397522C93950F0F86008386F6916713FE20A');
INSERT INTO "journal" VALUES('KF5HH5BLK9',3,X'69BBF4B3DB6391BF394B98FDAC984DFCE87A07E35D09D44802E2D0562133C946',1,'right_accepted','{"document":{"amount":{"count":3,"money":0,"units":50000},"burned":{"count":0,"money":0,"units":0},"campaign":"4114a341-7571-49dc-882f-34de7b4f314c","codes":null,"device":"KF5HH5BLK9","epoch":1,"expires_at":1795778156062376,"granted_at":1795691756062376,"id":1,"kind":"risk","spent":{"count":0,"money":0,"units":0},"state":"accepted"},"grant":1}',1795691756179817,1795691756179817,X'E14343ACE8C0B2DBCF3C0E15CF17574E5412A0EBDFFA0C31F7EE82251707E1E5',X'D33D297B83EA9A58675A4CB2369A5F39218E6B4F17A8982F4BC2B9F5F0F83C66727B8CB2B4283137530AC353596A839032538AE8A3B9A004ADE80F8F711DAD0D');
INSERT INTO "journal" VALUES('KF5HH5BLK9',4,X'E14343ACE8C0B2DBCF3C0E15CF17574E5412A0EBDFFA0C31F7EE82251707E1E5',1,'online_intent','{"amount":null,"at":1795691758302168,"campaign":null,"codes":["0d0b002d1e301354eaf0b6cddb32ac7e"],"event":null,"event_id":null,"member":"f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e","source":"typed","staff":"manager","store":"store"}',1795691758302168,1795691758043376,X'D187BF300883012F2731386D4DFBA2035C2C43FBD802CE7ABB6BC81BCF4DAF34',X'F5310B1C3FCAC6898630C42E00EA00153615831C60523C54FB97154AC3A9EBAF6DE5110F72924B9E560A45D7678D938253AF0F32C045CB3D3CD015A5F2190907');
INSERT INTO "journal" VALUES('KF5HH5BLK9',5,X'D187BF300883012F2731386D4DFBA2035C2C43FBD802CE7ABB6BC81BCF4DAF34',1,'online_answer','{"accepted":true,"intent":4,"redemption":"KF5HH5BLK9-4"}',1795691758386694,1795691758386694,X'77C573355A731AC2C293986D4C9BBF2EC0F344C4ABE1A2D02468A4CF1B208A73',X'0B4FDC95960B1B0B9B434A9B28A1388691A02CF69712A77B5796BA2073E3C901EA0FE4BD04575524767FC68EF38EA4E402A2FB97832D21DEC8938F01D1EA7D09');
INSERT INTO "journal" VALUES('KF5HH5BLK9',6,X'77C573355A731AC2C293986D4C9BBF2EC0F344C4ABE1A2D02468A4CF1B208A73',1,'online_intent','{"amount":null,"at":1795691758670503,"campaign":null,"codes":["c72d2150a6b617ead91e82c1c9352e20"],"event":null,"event_id":null,"member":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","source":"typed","staff":"manager","store":"store"}',1795691758670503,1795691758386694,X'C57F27663C2FBC8FA457F8EEE98C680EDCB835AC19D88C9860D1C52BBD7ED93F',X'CDC379716AAC32EE35080E060A3D84C2DD823765DABD1D8403BBC04A1ABE3FA24B9DE2E0FF6551FAF1B88BBC4E421CAD5E6C96BF272ADF66E7EF1432271FA80F');
INSERT INTO "journal" VALUES('KF5HH5BLK9',7,X'C57F27663C2FBC8FA457F8EEE98C680EDCB835AC19D88C9860D1C52BBD7ED93F',1,'online_answer','{"accepted":true,"intent":6,"redemption":"KF5HH5BLK9-6"}',1795691758766378,1795691758766378,X'CB7AB1B3B30C4AE4D72939C01D1E771FD021E7CB35DCAECB2CBC8B8439D1A14C',X'566C1D5AD4FE3E905639159E3C6B312E8FE698A36286C87012C1A44D24BE6BC5E698037D137E032C774D7D4756A4138909A5098D9B2059D9E5AECDC51DE02809');
INSERT INTO "journal" VALUES('KF5HH5BLK9',8,X'CB7AB1B3B30C4AE4D72939C01D1E771FD021E7CB35DCAECB2CBC8B8439D1A14C',1,'online_intent','{"amount":null,"at":1795691758995226,"campaign":null,"codes":["f8682b9470a93ec5146187ba2fd4155b"],"event":null,"event_id":null,"member":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","source":"typed","staff":"manager","store":"store"}',1795691758995226,1795691758766378,X'CD2429C49030BB8DC7E326C18A12D4B6C67C537CE14D37E17DFD25A20C3AA2A9',X'17A8B1B33330321A04A8398F4760D61E0C7A3CE89A1E056484AFD73540120F9A16D38682CBBC06451A2DAC7601F08E3BE0CC159248F6AAD44FE204A7D96B1F0C');
INSERT INTO "journal" VALUES('KF5HH5BLK9',9,X'CD2429C49030BB8DC7E326C18A12D4B6C67C537CE14D37E17DFD25A20C3AA2A9',1,'online_answer','{"accepted":false,"intent":8,"reason":"already_used"}',1795691759086596,1795691759086596,X'4AA690AC0087DA3CC07B028BFFEAAC17B844DB2CC7FAA49596F5557AB7541833',X'AC24F71832537EB7FE8C46763132C5F9FF0A9D146BC77082E94E5B42D3202753ADE0D15C3B75EA278D375252FEDF0A163A04786FC7985C56F13D59B971ED6006');
CREATE TABLE member_terms (
	term TEXT NOT NULL, 
	member_id VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_member_terms PRIMARY KEY (term, member_id), 
	CONSTRAINT fk_member_terms_member_id_members FOREIGN KEY(member_id) REFERENCES members (id)
)
 WITHOUT ROWID

;
INSERT INTO "member_terms" VALUES('4000102','c3434cb7-92d4-448c-8b00-3f24f7dc2c40');
INSERT INTO "member_terms" VALUES('lucja','c3434cb7-92d4-448c-8b00-3f24f7dc2c40');
INSERT INTO "member_terms" VALUES('zak','c3434cb7-92d4-448c-8b00-3f24f7dc2c40');
INSERT INTO "member_terms" VALUES('4000101','f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e');
INSERT INTO "member_terms" VALUES('ada','f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e');
INSERT INTO "member_terms" VALUES('nowak','f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e');
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
INSERT INTO "members" VALUES('f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e','4000101',1795691744558046,'Ada','Nowak','','','gold','[]','{}','{}',NULL,1);
INSERT INTO "members" VALUES('c3434cb7-92d4-448c-8b00-3f24f7dc2c40','4000102',1795691744637944,'Łucja','Żak','','',NULL,'[]','{}','{}',NULL,1);
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
CREATE TABLE quarantine (
	id INTEGER NOT NULL, 
	device VARCHAR(200) NOT NULL, 
	n BIGINT NOT NULL, 
	raw TEXT NOT NULL, 
	why TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_quarantine PRIMARY KEY (id), 
	CONSTRAINT fk_quarantine_device_devices FOREIGN KEY(device) REFERENCES devices (id)
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
INSERT INTO "redemption_tallies" VALUES('2731cf43-9fdc-45fd-b176-0ebb50ee50c7',1995213,'store','JZ365FPJWP','manager',2,0,1);
INSERT INTO "redemption_tallies" VALUES('4114a341-7571-49dc-882f-34de7b4f314c',1995213,'store','KF5HH5BLK9','manager',1,10000,0);
INSERT INTO "redemption_tallies" VALUES('f9f2f68f-ede5-42fb-9733-315dd4d87a1a',1995213,'store','JZ365FPJWP','manager',1,10000,1);
INSERT INTO "redemption_tallies" VALUES('f9f2f68f-ede5-42fb-9733-315dd4d87a1a',1995213,'store','JZ365FPJWP','zofia',1,10000,0);
INSERT INTO "redemption_tallies" VALUES('f9f2f68f-ede5-42fb-9733-315dd4d87a1a',1995213,'store','KF5HH5BLK9','manager',1,10000,0);
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
INSERT INTO "redemptions" VALUES('JZ365FPJWP-13',NULL,1,'f9f2f68f-ede5-42fb-9733-315dd4d87a1a',1,'f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e','zofia','store','JZ365FPJWP',1795691745827160,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e","units":10000,"wallet":"default"}]',NULL,'typed',NULL,NULL,NULL,0);
INSERT INTO "redemptions" VALUES('JZ365FPJWP-15',NULL,2,'f9f2f68f-ede5-42fb-9733-315dd4d87a1a',1,'c3434cb7-92d4-448c-8b00-3f24f7dc2c40','manager','store','JZ365FPJWP',1795691745993663,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","units":10000,"wallet":"default"}]',NULL,'typed',NULL,NULL,NULL,0);
INSERT INTO "redemptions" VALUES('JZ365FPJWP-16',NULL,3,'f9f2f68f-ede5-42fb-9733-315dd4d87a1a',1,'f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e','manager','store','JZ365FPJWP',1795691746065373,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e","units":10000,"wallet":"default"}]',NULL,'typed',1795691746146796,'manager','by mistake',0);
INSERT INTO "redemptions" VALUES('JZ365FPJWP-18',NULL,9,'2731cf43-9fdc-45fd-b176-0ebb50ee50c7',1,'f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e','manager','store','JZ365FPJWP',1795691746234176,0,NULL,'["Rule"]','[{"coupon":"HZR9U66Z6S","effect":"give_reward","member":"f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e","reward":"coffee"}]',NULL,'typed',1795691746313667,'manager','another one',0);
INSERT INTO "redemptions" VALUES('JZ365FPJWP-20',NULL,10,'2731cf43-9fdc-45fd-b176-0ebb50ee50c7',1,'f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e','manager','store','JZ365FPJWP',1795691746390861,0,NULL,'["Rule"]','[{"coupon":"AFEFCY2ZMA","effect":"give_reward","member":"f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e","reward":"coffee"}]',NULL,'typed',NULL,NULL,NULL,0);
INSERT INTO "redemptions" VALUES('JZ365FPJWP-21',NULL,11,'2731cf43-9fdc-45fd-b176-0ebb50ee50c7',1,'c3434cb7-92d4-448c-8b00-3f24f7dc2c40','manager','store','JZ365FPJWP',1795691746479581,0,NULL,'["Rule"]','[{"coupon":"EWBD3X469E","effect":"give_reward","member":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","reward":"coffee"}]',NULL,'typed',NULL,NULL,NULL,0);
INSERT INTO "redemptions" VALUES('KF5HH5BLK9-4',NULL,19,'4114a341-7571-49dc-882f-34de7b4f314c',1,'f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e','manager','store','KF5HH5BLK9',1795691758443686,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e","units":10000,"wallet":"default"}]',NULL,'typed',NULL,NULL,NULL,0);
INSERT INTO "redemptions" VALUES('KF5HH5BLK9-6',NULL,5,'f9f2f68f-ede5-42fb-9733-315dd4d87a1a',1,'c3434cb7-92d4-448c-8b00-3f24f7dc2c40','manager','store','KF5HH5BLK9',1795691758849180,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","units":10000,"wallet":"default"}]',NULL,'typed',NULL,NULL,NULL,0);
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
INSERT INTO "refusal_tallies" VALUES('',1995213,'unknown','store','JZ365FPJWP','manager',1);
INSERT INTO "refusal_tallies" VALUES('f9f2f68f-ede5-42fb-9733-315dd4d87a1a',1995213,'already_used','store','JZ365FPJWP','manager',1);
INSERT INTO "refusal_tallies" VALUES('f9f2f68f-ede5-42fb-9733-315dd4d87a1a',1995213,'already_used','store','KF5HH5BLK9','manager',1);
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
INSERT INTO "refusals" VALUES('JZ365FPJWP-14',NULL,1795691745912937,'already_used','f9f2f68f-ede5-42fb-9733-315dd4d87a1a',1,'PT…8D',X'F8682B9470A93EC5146187BA2FD4155B','{"staff":"Zofia","store":"Main street","used_at":{"moment":1795691745827160}}','manager','store','JZ365FPJWP','c3434cb7-92d4-448c-8b00-3f24f7dc2c40','typed');
INSERT INTO "refusals" VALUES('JZ365FPJWP-22',NULL,1795691746806475,'unknown',NULL,NULL,'NO…DE',X'05116920F8FD20FEC0F346ABDEF13090','{"code":"NO…DE"}','manager','store','JZ365FPJWP',NULL,'typed');
INSERT INTO "refusals" VALUES('KF5HH5BLK9-8',NULL,1795691759148427,'already_used','f9f2f68f-ede5-42fb-9733-315dd4d87a1a',1,'PT…8D',X'F8682B9470A93EC5146187BA2FD4155B','{"staff":"Zofia","store":"Main street","used_at":{"moment":1795691745827160}}','manager','store','KF5HH5BLK9','c3434cb7-92d4-448c-8b00-3f24f7dc2c40','typed');
CREATE TABLE remote_spent (
	first_id BIGINT NOT NULL, 
	last_id BIGINT NOT NULL, 
	status SMALLINT NOT NULL, 
	CONSTRAINT pk_remote_spent PRIMARY KEY (first_id)
);
CREATE TABLE remote_uses (
	code_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	store TEXT NOT NULL, 
	staff TEXT NOT NULL, 
	CONSTRAINT pk_remote_uses PRIMARY KEY (code_id)
);
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
INSERT INTO "settings" VALUES('digest_key','f078e6f4be5a8bfe39b13eb4b70d9c2163ec903a1054b289ce5ed399ec11b590');
INSERT INTO "settings" VALUES('store','store');
INSERT INTO "settings" VALUES('standing','hub');
INSERT INTO "settings" VALUES('hub_id','813a749aaa7e6422c14e48a7216c7c73');
INSERT INTO "settings" VALUES('epoch','1');
INSERT INTO "settings" VALUES('receipt_key','a06e96eca7589a682352a15d218c4083ea148457b838b89dbe311f8696218d9d');
INSERT INTO "settings" VALUES('hub_token_key','b8e17c6404f1ee0ae15477c50c0f9ea8b826cc17ec4adf67282b6c1f2738b90f');
INSERT INTO "settings" VALUES('grant_id','1');
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
CREATE TABLE snapshot_pages (
	sha256 BLOB NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_snapshot_pages PRIMARY KEY (sha256)
);
INSERT INTO "snapshot_pages" VALUES(X'DE2BA7F8FB330AEE563C5AF31EC6D8E98C5DB4F03441B79FAB9EBF6201523660',X'1F8B0800000000000003ED5A4B73DB3812BEEFAF70E9B287152B0409BE7C733CF6649349E28DEDC98C2D170B2401096B8AD4F261C771F9B0BF6BCFFBBFA6011014694B0AFD984DAA562957247603E84637BE0F0D0AE7A3B2CA0B3A1AEBCFDB519C2774B4DBCAE3BA286816DF80E8E8970F20C8C85CE8DF139EED9455416905C2AF7926840775912FE8ABCFA428C9F5E8EEE22FE7A3845EF1580CF4F6CC769DC3A3B79F8FA49582928A2621A946BBC80B1C37401EB66D37084C6F3CE2090CD6EDA0AD9EF03485A7451DA53C0E2FA9700BDB6E84231460DF4494316A632F418C7AC4B5098B03CBC22666CC0A48107B36F57D8C3C82684C03370A12CCB09E7CD89B79DFF97787CE9B37CEEB5FDE05EB9C771C1F3E7CB371BEDB413BDF93F5A6E022C7366D2F89A88FB11F118CAC98448804C44D026C05AE6739D8855626B17D87511639B18513CB42B1E7334C364CA1AC0863328F209CD3A23416642A134DE28A5F416B46D292366EDF6FA55DDF6FE47F2D771AC58267E18C94B3D16E56A7E97854E4A968188388D3A26F7B4E32E854748D5645AD6DB6DAE5D2D2823546748F9E91AF39E3648D8946A70D9C358F43E65071E9C9344F930E3AD4A31E4F3E2967E2199D8BA145BBB0A009A5739A3CF42AC9E37A4E33583FA3DB4913F5832B101CCB0126A35D10AB2E93A6CF64444583939B85104DFA162623D00B6FA46A6F47287778B9D3D3979DB119A76952C2F77378486819177C51F13C93FDFBA32D8A7C9ECB9525E59576A0A25FAA094CFBEEEE0E262C9D0B855244B03F7B1DA7877EA9A815F49A14898C1AE097AE0817B929C32B928A6402296890E9E6DDF11B0934AE41841D535A88C97C41F834038DE5D92866D8360296C40676586244C8730D9346916352EA98B1273C28F26B88D43D474811CFE031695193F07291929B302F125827BBE8416A1BC3AB332A9F7975A3B4344BCA3D08A95A8D13B1B28B4A492623CBB4B06122F83B31CD5DF9F737F93FA4408C54271C689AAA91A0E394AA7E1930B36A2262FF33CD6841801D54BB78460AF08116C74D6B922E6624ABE732D329CDA6D50CE4FE58AC02CAF817D968FFF4488F5867D099E53C6DE6D78467A2E3234CD0F8725FDB594E3DE5735E8905782B464AF3FC722FE597B4EC74855CA63CA3473910E58DB49C674210C2C78DF4B0A07549F7180CFC09D61F6C3AE9D28078560B1A090B4DA23E8A3C0999C6D31A2C49DD3E88F7AAAAE0515DADC4C25485938A8665676E24A2A904D7C5839916754A35EEE23C4BB8405DDB762512C5A61657BA937A92DA29C43A54E069C221BEFE3D69E624A02000DA05F32730AF60BC5C22254D59D3AE2A4856A644FB2417A5FADCCC11FBDAD89D1C844FA732CA9ADA42C50E75C6FF55D3155492F042CE49A48D973CE2690B8A874B59D10D6045EEBF8AB9E5F82B8847D2C430C4B75B9DA610B5E285E454542025B9BA5FAF3896E779B6396E90DA284D6CC27E6D36FFC67A21CA75B87CB86DA9217C8C935B76D9B2CB965DFE6C76D98875A98B6E7A956B07E3F7EB0D8C1026364686E778C8C001A0DBF72D66D838A15E84998D70BCAD373631C2C7C3C3673082563C891262B258D0643D1BE89EFF2F74B0C87926942241F2AB423CA891581920BE26694AE56414F62823755AFD8F88E2A34AE00F5A870C63025D873473E916220084D5E4E406AEE922E7450A91815E6E69674B3B5BDAF95EB4B391031E59A0B08059CCF599016BC331B0C52223F06CDBB091932438F13D82C8B640D9C4144727C7DF8B29069D59B674F143D1C551E3DE0F59A40C63035DA4A8A9746B14C0C26A7EC201B22CDF7D911A65A0935BE6D932CF9679BE27F36CE48121754A44AA780672D4A9409EC4050D404240B64051FB2C913DDA05EA59F993B4638ADF9583A5F69EBF8C1765251D418A40E1E3920B1BED7A14D4AA162108CF2FE453D307FC50C86E550DAF22113BFE95CA26E582C454DB007F2BD102DC496E00FA4A2BC3A2911D9654509E2610317981FCB06DD0166B2C2FE662BA82475E5936765CCF0FF65EEFFF7470F8F39BB7EFDE7F38FAC7A7E393D35F3FFFF6FBD92BFFD5683945F9B3F548BBAF6602BC1112491CAD818C7EA9C226D4B2516F9FE8A7D85A9BE281EFC69F9A623BB0E1CB8014076AFED663528CDC47E6D87AA91CAB02BD4DF1FEE9D18014CB5146CB793E3BCFE2C7937E9EED1785B22A69EEA5BA11AECCB613B88EE30C01747311C56ED3CDE78BBCD89CED3EA29D31429D8C47793D9D556DDAAD6EDA95CBEB322FB4BD20E2B5411CF8FEA6174477305844C10647CD21E16BD0821F83160B7F1B2D6E376CF69FC5881F0F0F8733A2FD54A4B8F7DEEE35877351C1884DCFF0459AA1AE021BE7E7686C5F5CC0169973F988C7F8E2A2D73E3090DBEB608AF5B7ECB26CAD775411BB5A845A76198B0F79C6EF21C6B73CE4AA5F3919EB5C9F51B78CFA57C1EEBA26ACC12602A060D75E9A585E01FAA611640EB5E2DA81E9BBE869560687CBC5F0CD7FA495399D47B2496C631BC791670456820D8C7D406F649A86CD2CCCBC24B6626CAA7B486205C9A4C281AE2032E3FA16D38AF734B1B86003E400872C645AED7D30007753518B59DDCAC3E29CF0542D6505E60680FFFD771DFF93E863E2303F973097434B98EBE1FE43C43EB398A99B83F01570408B02C0BAA4C3824E790940795043BAB61760E08A924EC501AF250B795B4BB1256427E34273AB8B6C18401C32EF459C3924B028F10CC66CCFC0C8B30D9FC4BE41CD38883025CCC1F4D911474F89F85ED2867B98931BC2FD21BF7E4EBC1DC707DA5F17EFE602DC37220E015CE4E285E3DEE1C1E1FEEFD6D9FBBDDE26064766381A259D1715CD65BB6EFB11FDB28053887A7D6021844CA78B6C5E96F58317A35AA9521E3E26A0E2183A97A7A9F0DE9D54C332A55EFC261EF66FA30972E8CCA27315AD618C76376F4372F0F9F54FF66FB0B11E0C0B49B7FD9A90681A5A1912ADEC866420A4378504BD6048DE9C7D0A4E5DF7CC3D5E1B924E8A11EC1F5E1B9E6EDF35E181BD1D8E106BC2A3952FBB6290FFDCF0FC01F8309063AF2D0000');
INSERT INTO "snapshot_pages" VALUES(X'896E3D655B82939FBEF9EC115DF5B47249825810561F764AB661B808E6300517',X'1F8B0800000000000003A5514D6FC2300CBDEF57209FDB8DD0B4A13DEE3021B1DB8E68AA421220A2245992EE4368FF7D6ECB28709AB49C62FBF9D97E6F055BCF4D8404082447E042281795AC0D54A66D9A04D6AD37180BDB22AA9A9E13076BD4D765A2353A863E21F8C171BD35B59650012584F28C9294E58CA4B494229DCF679B34A352B135DD64840A1C7F1A902520D5BB160A3B974FF962913F3E2F4BAC2B67C50E2A82BF4FA7BD0A3547386165CED89CE4C5B49865AC4860A37D88FDE461FFFE3C5CEF175D94848DE80E87947B6DBA55BD0E7B1CD5F02B86F152AF78B0A80CBCB4CE355AC9090F13DE34F643C97B6C0C4E997821D5108FFD433C0A15228FDDA1A71D91E154CBA7F8BE5FEF56D0B373837A24F0F037298FE888DCAA78E5599FF8A7456763F0BFB3AD47AA194DE0ADB5910FFAA07EF568641F5EA8D7853707FE0044D0C38D7F020000');
CREATE TABLE snapshots (
	scope VARCHAR(200) NOT NULL, 
	seq BIGINT NOT NULL, 
	epoch INTEGER NOT NULL, 
	pages TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_snapshots PRIMARY KEY (scope, seq)
);
INSERT INTO "snapshots" VALUES('',6,1,'["de2ba7f8fb330aee563c5af31ec6d8e98c5db4f03441b79fab9ebf6201523660"]',1795691756179817);
INSERT INTO "snapshots" VALUES('KF5HH5BLK9',6,1,'["896e3d655b82939fbef9ec115df5b47249825810561f764ab661b808e6300517"]',1795691756179817);
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
INSERT INTO "staff" VALUES('customers-page','Customer''s page','cashier',0,NULL);
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
INSERT INTO "transfers" VALUES(1,'f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e','default',10000,'redeem',1795691745827160,'JZ365FPJWP-13',NULL);
INSERT INTO "transfers" VALUES(2,'c3434cb7-92d4-448c-8b00-3f24f7dc2c40','default',10000,'redeem',1795691745993663,'JZ365FPJWP-15',NULL);
INSERT INTO "transfers" VALUES(3,'f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e','default',10000,'redeem',1795691746065373,'JZ365FPJWP-16',NULL);
INSERT INTO "transfers" VALUES(4,'f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e','default',-10000,'reverse',1795691746146796,'JZ365FPJWP-16',3);
INSERT INTO "transfers" VALUES(5,'f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e','default',10000,'redeem',1795691758443686,'KF5HH5BLK9-4',NULL);
INSERT INTO "transfers" VALUES(6,'c3434cb7-92d4-448c-8b00-3f24f7dc2c40','default',10000,'redeem',1795691758849180,'KF5HH5BLK9-6',NULL);
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
INSERT INTO "usage" VALUES('2731cf43-9fdc-45fd-b176-0ebb50ee50c7','','',0,0,2);
INSERT INTO "usage" VALUES('4114a341-7571-49dc-882f-34de7b4f314c','','',0,10000,1);
INSERT INTO "usage" VALUES('f9f2f68f-ede5-42fb-9733-315dd4d87a1a','','',0,30000,3);
CREATE TABLE wallet_balances (
	member_id VARCHAR(200) NOT NULL, 
	wallet_code VARCHAR(200) NOT NULL, 
	units BIGINT NOT NULL, 
	CONSTRAINT pk_wallet_balances PRIMARY KEY (member_id, wallet_code), 
	CONSTRAINT fk_wallet_balances_member_id_members FOREIGN KEY(member_id) REFERENCES members (id)
)
 WITHOUT ROWID

;
INSERT INTO "wallet_balances" VALUES('c3434cb7-92d4-448c-8b00-3f24f7dc2c40','default',20000);
INSERT INTO "wallet_balances" VALUES('f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e','default',20000);
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
CREATE INDEX ix_quarantine_device_n ON quarantine (device, n);
CREATE INDEX ix_grants_campaign_id_state ON grants (campaign_id, state);
CREATE INDEX ix_grants_device_state ON grants (device, state);
CREATE INDEX ix_grants_last_id ON grants (last_id);
CREATE INDEX ix_conflicts_code_id ON conflicts (code_id);
CREATE INDEX ix_conflicts_state_at ON conflicts (state, at);
CREATE UNIQUE INDEX ix_feed_seq ON feed (seq);
COMMIT;
