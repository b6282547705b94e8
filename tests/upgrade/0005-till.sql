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
INSERT INTO "batch_pages" VALUES(4,0,X'15A37C809B1C20FBBF3F233C424331AD3663D799FC078ED2BCBFFC97065D4275',X'');
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
INSERT INTO "campaign_counts" VALUES('4114a341-7571-49dc-882f-34de7b4f314c',6,2,0);
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
INSERT INTO "campaigns" VALUES('2731cf43-9fdc-45fd-b176-0ebb50ee50c7','Coffee','{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"CUP"},"counterfoil":{"archived":false,"checkCharacter":true,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":true,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_reward","rewardId":"coffee"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Coffee"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','code_redeemed','CUP',1,0,1704067200000000,NULL,1,1,1795691745277730);
INSERT INTO "campaigns" VALUES('4114a341-7571-49dc-882f-34de7b4f314c','Offline','{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"OFF"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"capped","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Offline"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','code_redeemed','OFF',1,0,1704067200000000,NULL,1,1,1795691746960615);
INSERT INTO "campaigns" VALUES('f9f2f68f-ede5-42fb-9733-315dd4d87a1a','Points','{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"PTS"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Points"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','code_redeemed','PTS',1,0,1704067200000000,NULL,1,1,1795691744912286);
CREATE TABLE code_digests (
	digest BLOB NOT NULL, 
	code_id BIGINT NOT NULL, 
	CONSTRAINT pk_code_digests PRIMARY KEY (digest)
)
 WITHOUT ROWID

;
INSERT INTO "code_digests" VALUES(X'0D0B002D1E301354EAF0B6CDDB32AC7E',19);
INSERT INTO "code_digests" VALUES(X'2F8440ADA478A109F3711C42BD88162E',23);
INSERT INTO "code_digests" VALUES(X'81704F74CB25BA9139581CB827EEBE12',22);
INSERT INTO "code_digests" VALUES(X'897335EFAB0D449805B2D252B7504DE5',20);
INSERT INTO "code_digests" VALUES(X'973D1FBBEAF6E570237B306AD9F7239A',24);
INSERT INTO "code_digests" VALUES(X'BD5D0495C41A41BE222F8DA01EBBD0C3',21);
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
INSERT INTO "code_spaces" VALUES(1,'PTS/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/','alphanum',8,'PTS',0,0,X'',8);
INSERT INTO "code_spaces" VALUES(2,'CUP/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/check','alphanum',8,'CUP',0,1,X'',8);
INSERT INTO "code_spaces" VALUES(3,'OFF/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/','alphanum',8,'OFF',0,0,X'',6);
CREATE TABLE codes (
	id INTEGER NOT NULL, 
	batch_id BIGINT NOT NULL, 
	text TEXT, 
	status SMALLINT NOT NULL, 
	CONSTRAINT pk_codes PRIMARY KEY (id), 
	CONSTRAINT ck_codes_status CHECK (status BETWEEN 0 AND 2)
);
INSERT INTO "codes" VALUES(19,4,NULL,1);
INSERT INTO "codes" VALUES(20,4,NULL,1);
INSERT INTO "codes" VALUES(21,4,NULL,0);
INSERT INTO "codes" VALUES(22,4,NULL,0);
INSERT INTO "codes" VALUES(23,4,NULL,0);
INSERT INTO "codes" VALUES(24,4,NULL,0);
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
INSERT INTO "coupons" VALUES('AFEFCY2ZMA','coffee','f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e',450,1795691746390861,2111051746390861,NULL,NULL,NULL);
INSERT INTO "coupons" VALUES('EWBD3X469E','coffee','c3434cb7-92d4-448c-8b00-3f24f7dc2c40',450,1795691746479581,2111051746479581,NULL,NULL,NULL);
INSERT INTO "coupons" VALUES('HZR9U66Z6S','coffee','f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e',450,1795691746234176,2111051746234176,NULL,NULL,1795691746313667);
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
INSERT INTO "devices" VALUES('KF5HH5BLK9','KF5HH5BLK9','store',X'6153037DBE8448BA412CAB1A9A6D94296725466150A385FEFB5C24D221C78F4A',1795691755869180);
INSERT INTO "devices" VALUES('JZ365FPJWP','Till','store',X'436B4B194801EFFE347D1FE7A63AFC922404FF29A9C73E88417A1ECE96B9D4F4',1795691743369907);
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
CREATE TABLE feed_counter (
	id SMALLINT NOT NULL, 
	seq BIGINT NOT NULL, 
	CONSTRAINT pk_feed_counter PRIMARY KEY (id)
);
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
INSERT INTO "grants" VALUES(1,1,'KF5HH5BLK9','risk','4114a341-7571-49dc-882f-34de7b4f314c','accepted',1795691756062376,1795778156062376,NULL,NULL,50000,0,3,10000,0,1,0,0,0,3,'');
CREATE TABLE intents (
	n BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	CONSTRAINT pk_intents PRIMARY KEY (n)
);
INSERT INTO "intents" VALUES(4,1795691758302168,'answered');
INSERT INTO "intents" VALUES(6,1795691758670503,'answered');
INSERT INTO "intents" VALUES(8,1795691758995226,'answered');
INSERT INTO "intents" VALUES(10,1795691760909547,'voided');
INSERT INTO "intents" VALUES(13,1795691761086876,'voided');
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
INSERT INTO "journal" VALUES('KF5HH5BLK9',1,X'0000000000000000000000000000000000000000000000000000000000000000',0,'device_added','{"name":"Till","public_key":"6153037dbe8448ba412cab1a9a6d94296725466150a385fefb5c24d221c78f4a","store":"store"}',1795691755362355,NULL,X'43E19513F3D364677A400F5A418A4A2605603E2B037BFA4F9D2A83B827ACEB52',X'50B0DDE776F2E5E953F5718DEE38346B386F1FE3254F9B62A555CC5829AC926F34F45AEBE9C14673A4705BAFA97E5E0EE7FF8C2781A2A942B07F1F2C0CAAEB03');
INSERT INTO "journal" VALUES('KF5HH5BLK9',2,X'43E19513F3D364677A400F5A418A4A2605603E2B037BFA4F9D2A83B827ACEB52',1,'joined','{"hub":"http://127.0.0.1:36475","hub_id":"813a749aaa7e6422c14e48a7216c7c73","kind":"till","name":"KF5HH5BLK9","store":"store"}',1795691755869180,1795691755869180,X'69BBF4B3DB6391BF394B98FDAC984DFCE87A07E35D09D44802E2D0562133C946',X'900625BB658CA624CF6A0E65F74C3991C41DEADE8BEB8F72DB02FF234524A5D9A84CEE45A2922C9DB6F144105FAB397522C93950F0F86008386F6916713FE20A');
INSERT INTO "journal" VALUES('KF5HH5BLK9',3,X'69BBF4B3DB6391BF394B98FDAC984DFCE87A07E35D09D44802E2D0562133C946',1,'right_accepted','{"document":{"amount":{"count":3,"money":0,"units":50000},"burned":{"count":0,"money":0,"units":0},"campaign":"4114a341-7571-49dc-882f-34de7b4f314c","codes":null,"device":"KF5HH5BLK9","epoch":1,"expires_at":1795778156062376,"granted_at":1795691756062376,"id":1,"kind":"risk","spent":{"count":0,"money":0,"units":0},"state":"accepted"},"grant":1}',1795691756179817,1795691756179817,X'E14343ACE8C0B2DBCF3C0E15CF17574E5412A0EBDFFA0C31F7EE82251707E1E5',X'D33D297B83EA9A58675A4CB2369A5F39218E6B4F17A8982F4BC2B9F5F0F83C66727B8CB2B4283137530AC353596A839032538AE8A3B9A004ADE80F8F711DAD0D');
INSERT INTO "journal" VALUES('KF5HH5BLK9',4,X'E14343ACE8C0B2DBCF3C0E15CF17574E5412A0EBDFFA0C31F7EE82251707E1E5',1,'online_intent','{"amount":null,"at":1795691758302168,"campaign":null,"codes":["0d0b002d1e301354eaf0b6cddb32ac7e"],"event":null,"event_id":null,"member":"f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e","source":"typed","staff":"manager","store":"store"}',1795691758302168,1795691758043376,X'D187BF300883012F2731386D4DFBA2035C2C43FBD802CE7ABB6BC81BCF4DAF34',X'F5310B1C3FCAC6898630C42E00EA00153615831C60523C54FB97154AC3A9EBAF6DE5110F72924B9E560A45D7678D938253AF0F32C045CB3D3CD015A5F2190907');
INSERT INTO "journal" VALUES('KF5HH5BLK9',5,X'D187BF300883012F2731386D4DFBA2035C2C43FBD802CE7ABB6BC81BCF4DAF34',1,'online_answer','{"accepted":true,"intent":4,"redemption":"KF5HH5BLK9-4"}',1795691758386694,1795691758386694,X'77C573355A731AC2C293986D4C9BBF2EC0F344C4ABE1A2D02468A4CF1B208A73',X'0B4FDC95960B1B0B9B434A9B28A1388691A02CF69712A77B5796BA2073E3C901EA0FE4BD04575524767FC68EF38EA4E402A2FB97832D21DEC8938F01D1EA7D09');
INSERT INTO "journal" VALUES('KF5HH5BLK9',6,X'77C573355A731AC2C293986D4C9BBF2EC0F344C4ABE1A2D02468A4CF1B208A73',1,'online_intent','{"amount":null,"at":1795691758670503,"campaign":null,"codes":["c72d2150a6b617ead91e82c1c9352e20"],"event":null,"event_id":null,"member":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","source":"typed","staff":"manager","store":"store"}',1795691758670503,1795691758386694,X'C57F27663C2FBC8FA457F8EEE98C680EDCB835AC19D88C9860D1C52BBD7ED93F',X'CDC379716AAC32EE35080E060A3D84C2DD823765DABD1D8403BBC04A1ABE3FA24B9DE2E0FF6551FAF1B88BBC4E421CAD5E6C96BF272ADF66E7EF1432271FA80F');
INSERT INTO "journal" VALUES('KF5HH5BLK9',7,X'C57F27663C2FBC8FA457F8EEE98C680EDCB835AC19D88C9860D1C52BBD7ED93F',1,'online_answer','{"accepted":true,"intent":6,"redemption":"KF5HH5BLK9-6"}',1795691758766378,1795691758766378,X'CB7AB1B3B30C4AE4D72939C01D1E771FD021E7CB35DCAECB2CBC8B8439D1A14C',X'566C1D5AD4FE3E905639159E3C6B312E8FE698A36286C87012C1A44D24BE6BC5E698037D137E032C774D7D4756A4138909A5098D9B2059D9E5AECDC51DE02809');
INSERT INTO "journal" VALUES('KF5HH5BLK9',8,X'CB7AB1B3B30C4AE4D72939C01D1E771FD021E7CB35DCAECB2CBC8B8439D1A14C',1,'online_intent','{"amount":null,"at":1795691758995226,"campaign":null,"codes":["f8682b9470a93ec5146187ba2fd4155b"],"event":null,"event_id":null,"member":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","source":"typed","staff":"manager","store":"store"}',1795691758995226,1795691758766378,X'CD2429C49030BB8DC7E326C18A12D4B6C67C537CE14D37E17DFD25A20C3AA2A9',X'17A8B1B33330321A04A8398F4760D61E0C7A3CE89A1E056484AFD73540120F9A16D38682CBBC06451A2DAC7601F08E3BE0CC159248F6AAD44FE204A7D96B1F0C');
INSERT INTO "journal" VALUES('KF5HH5BLK9',9,X'CD2429C49030BB8DC7E326C18A12D4B6C67C537CE14D37E17DFD25A20C3AA2A9',1,'online_answer','{"accepted":false,"intent":8,"reason":"already_used"}',1795691759086596,1795691759086596,X'4AA690AC0087DA3CC07B028BFFEAAC17B844DB2CC7FAA49596F5557AB7541833',X'AC24F71832537EB7FE8C46763132C5F9FF0A9D146BC77082E94E5B42D3202753ADE0D15C3B75EA278D375252FEDF0A163A04786FC7985C56F13D59B971ED6006');
INSERT INTO "journal" VALUES('KF5HH5BLK9',10,X'4AA690AC0087DA3CC07B028BFFEAAC17B844DB2CC7FAA49596F5557AB7541833',1,'online_intent','{"amount":null,"at":1795691760909547,"campaign":null,"codes":["897335efab0d449805b2d252b7504de5"],"event":null,"event_id":null,"member":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","source":"typed","staff":"manager","store":"store"}',1795691760909547,1795691759492496,X'4FB5B4D49D3AA82F91B31C31968268487477CF4CF5750E86024399F48E8E8B00',X'5239990FC60A319520CFB59F4710026498057BE042E86E0310B4D2CC2B40BB0C08528DE6B9AD283A224A4A2CA0D41BD605BA3B83B80C622958A1684015B2790D');
INSERT INTO "journal" VALUES('KF5HH5BLK9',11,X'4FB5B4D49D3AA82F91B31C31968268487477CF4CF5750E86024399F48E8E8B00',1,'online_void','{"intent":10}',1795691760909547,1795691759492496,X'DDFF09C72D9FEAF7A0719C5DD8F0B2AA983457F57A6CD9F3CCB9EE821994E9A2',X'67A9550CE20E2551BB3144E4B4D6724254595A3A672651CBCEA52933DE98F37D7184249AF6480EDEE4F75BD2CC3CA3ABC3520D555C1149D6C97535A4D464B801');
INSERT INTO "journal" VALUES('KF5HH5BLK9',12,X'DDFF09C72D9FEAF7A0719C5DD8F0B2AA983457F57A6CD9F3CCB9EE821994E9A2',1,'redeem','{"amount":null,"at":1795691760909547,"campaign":"4114a341-7571-49dc-882f-34de7b4f314c","campaign_version":1,"code":"897335efab0d449805b2d252b7504de5","event_id":null,"final":false,"given":[{"effect":"give_points","member":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","units":10000,"wallet":"default"}],"member":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","redemption":"KF5HH5BLK9-12","rules":["Rule"],"source":"typed","spends":{"budget":null,"count":1,"money":0,"risk":1,"units":10000},"staff":"manager","store":"store"}',1795691760909547,1795691759492496,X'A7F3BB28A2522AC60A30A090DFCF65BBB1280441AE0627523BC5C84C1451284F',X'EFA9182881CF8F39D83D28C54D0F921DFAC8F83DCF3BDAAD69C988825688A2B3FBE6FBA6073DF7DDC451AAD1AE04BD620C6FEE425908687832BBF70216243406');
INSERT INTO "journal" VALUES('KF5HH5BLK9',13,X'A7F3BB28A2522AC60A30A090DFCF65BBB1280441AE0627523BC5C84C1451284F',1,'online_intent','{"amount":null,"at":1795691761086876,"campaign":null,"codes":["05116920f8fd20fec0f346abdef13090"],"event":null,"event_id":null,"member":null,"source":"typed","staff":"manager","store":"store"}',1795691761086876,1795691759492496,X'FA32E004CCD88FE0D3222EE8A927C888AFFC6C9909382D0C8CEC1DC9E85E7FCA',X'A12AF9E2EB5F8A8B2CF3E28501333D12C3E59FE8094FD08A1C7EEA9BABC7B9BCA0A944D4D974B5FEDA72FBC97322E9E92CC0FCE032311649E2234E6F8ED1690B');
INSERT INTO "journal" VALUES('KF5HH5BLK9',14,X'FA32E004CCD88FE0D3222EE8A927C888AFFC6C9909382D0C8CEC1DC9E85E7FCA',1,'online_void','{"intent":13}',1795691761086876,1795691759492496,X'BA45C97B1CD514673D28C7FD89D1651FAF55EE4116D9E08E27AD5F6CD2C854CE',X'D7892000A052F250EF3C898026D630DC6964C030E4D07C4AAC3F6CA2B4E642F03829A7FEBCEB935482A9C1F1CE73A433C03D66BD9A16883E9783ECA67715B001');
INSERT INTO "journal" VALUES('KF5HH5BLK9',15,X'BA45C97B1CD514673D28C7FD89D1651FAF55EE4116D9E08E27AD5F6CD2C854CE',1,'scan_refused','{"at":1795691761086876,"attempt":"KF5HH5BLK9-15","campaign":null,"code":null,"event_id":null,"member":null,"reason":"not_checked","source":"typed","staff":"manager","store":"store"}',1795691761086876,1795691759492496,X'BC011EA948C11F14669F10F4D263E083C9DEB69047A1D09BE4544C624B431B72',X'33197B77BFB84CD31924AA6B8892AC59760E1DE09029F4D864B44F90141BC6B3C12D86CC06A562477F2CA6DF614F062AA0A463265F8CB26168847398C134640F');
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
INSERT INTO "members" VALUES('c3434cb7-92d4-448c-8b00-3f24f7dc2c40','4000102',1795691744637944,'Łucja','Żak','','',NULL,'[]','{}','{}',NULL,1);
INSERT INTO "members" VALUES('f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e','4000101',1795691744558046,'Ada','Nowak','','','gold','[]','{}','{}',NULL,1);
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
INSERT INTO "redemption_tallies" VALUES('4114a341-7571-49dc-882f-34de7b4f314c',1995213,'store','KF5HH5BLK9','manager',2,20000,0);
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
INSERT INTO "redemptions" VALUES('KF5HH5BLK9-12',NULL,20,'4114a341-7571-49dc-882f-34de7b4f314c',1,'c3434cb7-92d4-448c-8b00-3f24f7dc2c40','manager','store','KF5HH5BLK9',1795691760909547,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"c3434cb7-92d4-448c-8b00-3f24f7dc2c40","units":10000,"wallet":"default"}]',NULL,'typed',NULL,NULL,NULL,0);
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
INSERT INTO "refusal_tallies" VALUES('',1995213,'already_used','store','KF5HH5BLK9','manager',1);
INSERT INTO "refusal_tallies" VALUES('',1995213,'not_checked','store','KF5HH5BLK9','manager',1);
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
INSERT INTO "refusals" VALUES('KF5HH5BLK9-15',NULL,1795691761086876,'not_checked',NULL,NULL,'NO…DE',X'05116920F8FD20FEC0F346ABDEF13090','{"code":"NO…DE"}','manager','store','KF5HH5BLK9',NULL,'typed');
INSERT INTO "refusals" VALUES('KF5HH5BLK9-8',NULL,1795691759086596,'already_used',NULL,NULL,'PT…8D',X'F8682B9470A93EC5146187BA2FD4155B','{"staff":"Zofia","store":"Main street","used_at":{"moment":1795691745827160}}','manager','store','KF5HH5BLK9','c3434cb7-92d4-448c-8b00-3f24f7dc2c40','typed');
CREATE TABLE remote_spent (
	first_id BIGINT NOT NULL, 
	last_id BIGINT NOT NULL, 
	status SMALLINT NOT NULL, 
	CONSTRAINT pk_remote_spent PRIMARY KEY (first_id)
);
INSERT INTO "remote_spent" VALUES(4,4,2);
INSERT INTO "remote_spent" VALUES(3,3,1);
INSERT INTO "remote_spent" VALUES(2,2,1);
INSERT INTO "remote_spent" VALUES(10,10,1);
INSERT INTO "remote_spent" VALUES(11,11,1);
INSERT INTO "remote_spent" VALUES(1,1,1);
INSERT INTO "remote_spent" VALUES(5,5,1);
CREATE TABLE remote_uses (
	code_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	store TEXT NOT NULL, 
	staff TEXT NOT NULL, 
	CONSTRAINT pk_remote_uses PRIMARY KEY (code_id)
);
INSERT INTO "remote_uses" VALUES(1,1795691745827160,'Main street','Zofia');
INSERT INTO "remote_uses" VALUES(2,1795691745993663,'Main street','Manager');
INSERT INTO "remote_uses" VALUES(10,1795691746390861,'Main street','Manager');
INSERT INTO "remote_uses" VALUES(11,1795691746479581,'Main street','Manager');
INSERT INTO "remote_uses" VALUES(19,1795691758443686,'Main street','Manager');
INSERT INTO "remote_uses" VALUES(5,1795691758849180,'Main street','Manager');
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
INSERT INTO "settings" VALUES('hub','http://127.0.0.1:36475');
INSERT INTO "settings" VALUES('hub_id','813a749aaa7e6422c14e48a7216c7c73');
INSERT INTO "settings" VALUES('standing','till');
INSERT INTO "settings" VALUES('joined_as','KF5HH5BLK9');
INSERT INTO "settings" VALUES('forgotten_by_hub','');
INSERT INTO "settings" VALUES('heard','{"aside_n":0,"at":1795691759319232,"clock_off":-96685,"epoch":1,"hub_time":1795691759492496,"next_n":10,"receipted_n":9,"seq":19,"state":"active","waits":false}');
INSERT INTO "settings" VALUES('offered','9');
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
CREATE TABLE snapshots (
	scope VARCHAR(200) NOT NULL, 
	seq BIGINT NOT NULL, 
	epoch INTEGER NOT NULL, 
	pages TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_snapshots PRIMARY KEY (scope, seq)
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
INSERT INTO "staff" VALUES('customers-page','Customer''s page','cashier',0,NULL);
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
INSERT INTO "transfers" VALUES(1,'c3434cb7-92d4-448c-8b00-3f24f7dc2c40','default',10000,'sync',1795691755903438,NULL,NULL);
INSERT INTO "transfers" VALUES(2,'f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e','default',10000,'sync',1795691755903438,NULL,NULL);
INSERT INTO "transfers" VALUES(3,'f5a92ea7-ff37-4173-8ac8-e0c9b4eaf54e','default',10000,'sync',1795691758302168,NULL,NULL);
INSERT INTO "transfers" VALUES(4,'c3434cb7-92d4-448c-8b00-3f24f7dc2c40','default',10000,'sync',1795691759319232,NULL,NULL);
INSERT INTO "transfers" VALUES(5,'c3434cb7-92d4-448c-8b00-3f24f7dc2c40','default',10000,'redeem',1795691760909547,'KF5HH5BLK9-12',NULL);
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
INSERT INTO "usage" VALUES('4114a341-7571-49dc-882f-34de7b4f314c','','',0,10000,1);
CREATE TABLE wallet_balances (
	member_id VARCHAR(200) NOT NULL, 
	wallet_code VARCHAR(200) NOT NULL, 
	units BIGINT NOT NULL, 
	CONSTRAINT pk_wallet_balances PRIMARY KEY (member_id, wallet_code), 
	CONSTRAINT fk_wallet_balances_member_id_members FOREIGN KEY(member_id) REFERENCES members (id)
)
 WITHOUT ROWID

;
INSERT INTO "wallet_balances" VALUES('c3434cb7-92d4-448c-8b00-3f24f7dc2c40','default',30000);
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
