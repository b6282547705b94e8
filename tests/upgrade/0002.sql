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
INSERT INTO "alembic_version" VALUES('0002');
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
INSERT INTO "batches" VALUES(1,'1b3e661b-aff5-4553-9b79-1b67d550b22f','1','generated','ready',8,1,8,1,0,8,'[]','[]',1795691700732075,'manager');
INSERT INTO "batches" VALUES(2,'b6aeaffc-5041-46c9-bb2e-13d53ff1ea1d','1','generated','ready',8,9,16,2,0,8,'[]','[]',1795691701283190,'manager');
INSERT INTO "batches" VALUES(3,'1b3e661b-aff5-4553-9b79-1b67d550b22f','bought','imported','ready',2,17,18,NULL,NULL,NULL,'[5,11]','[]',1795691701869931,'manager');
CREATE TABLE campaign_counts (
	campaign_id VARCHAR(200) NOT NULL, 
	codes BIGINT NOT NULL, 
	used BIGINT NOT NULL, 
	void BIGINT NOT NULL, 
	CONSTRAINT pk_campaign_counts PRIMARY KEY (campaign_id), 
	CONSTRAINT fk_campaign_counts_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id)
);
INSERT INTO "campaign_counts" VALUES('1b3e661b-aff5-4553-9b79-1b67d550b22f',10,3,1);
INSERT INTO "campaign_counts" VALUES('b6aeaffc-5041-46c9-bb2e-13d53ff1ea1d',8,2,0);
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
INSERT INTO "campaign_versions" VALUES('1b3e661b-aff5-4553-9b79-1b67d550b22f',1,'{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"PTS"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Points"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','manager',1795691700359143);
INSERT INTO "campaign_versions" VALUES('b6aeaffc-5041-46c9-bb2e-13d53ff1ea1d',1,'{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"CUP"},"counterfoil":{"archived":false,"checkCharacter":true,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":true,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_reward","rewardId":"coffee"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Coffee"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','manager',1795691701117385);
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
INSERT INTO "campaigns" VALUES('1b3e661b-aff5-4553-9b79-1b67d550b22f','Points','{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"PTS"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Points"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','code_redeemed','PTS',1,0,1704067200000000,NULL,1,1,1795691700359143);
INSERT INTO "campaigns" VALUES('b6aeaffc-5041-46c9-bb2e-13d53ff1ea1d','Coffee','{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"CUP"},"counterfoil":{"archived":false,"checkCharacter":true,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":true,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_reward","rewardId":"coffee"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Coffee"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','code_redeemed','CUP',1,0,1704067200000000,NULL,1,1,1795691701117385);
CREATE TABLE code_digests (
	digest BLOB NOT NULL, 
	code_id BIGINT NOT NULL, 
	CONSTRAINT pk_code_digests PRIMARY KEY (digest)
)
 WITHOUT ROWID

;
INSERT INTO "code_digests" VALUES(X'310DDE0E71CF0363D57BE1D664733BBF',18);
INSERT INTO "code_digests" VALUES(X'39F935E2A00F649EE21ACEF3B4B4051E',3);
INSERT INTO "code_digests" VALUES(X'3C46A05C7760FC9A172B207E11B0FBC1',4);
INSERT INTO "code_digests" VALUES(X'4D7040FA4EB04069F45C4F18D1FB853C',5);
INSERT INTO "code_digests" VALUES(X'54B16D0BABEF1C60A1043E393CF21C80',7);
INSERT INTO "code_digests" VALUES(X'54D6A41CABCF2FB175D98EF9C7FAAC5F',15);
INSERT INTO "code_digests" VALUES(X'6CE22B207DEA12C1E774431AAD8EF1D3',10);
INSERT INTO "code_digests" VALUES(X'93497C3F39007DB6CF09D621519FC7FC',6);
INSERT INTO "code_digests" VALUES(X'AEB2DDE5C616C1E9BD5164C6971297A4',1);
INSERT INTO "code_digests" VALUES(X'AF99E74A9A400C29238890DBD31C3C55',12);
INSERT INTO "code_digests" VALUES(X'B96F44E416D1605C0F70B562461C9688',17);
INSERT INTO "code_digests" VALUES(X'BC238AF5B1C75106DA7D78726F0053CB',16);
INSERT INTO "code_digests" VALUES(X'D4AB833B90474990516A86DDCF0538F6',14);
INSERT INTO "code_digests" VALUES(X'DCF55CA4C76D56163038E0E60611B4B6',13);
INSERT INTO "code_digests" VALUES(X'DE3F9AB1B0FABB1D986DFB1C30BE4262',2);
INSERT INTO "code_digests" VALUES(X'E759D05EC01C3D2C2C81B1BBD568A0E4',9);
INSERT INTO "code_digests" VALUES(X'F81167952A878E580001C7F212DEFEA4',11);
INSERT INTO "code_digests" VALUES(X'FF927A5127BE1101B227933BD78A10BD',8);
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
INSERT INTO "code_spaces" VALUES(1,'PTS/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/','alphanum',8,'PTS',0,0,X'956B9064E112059EA361127EEFBDFD4CE306C0EE5A1EA287B0648EFC159F838D',8);
INSERT INTO "code_spaces" VALUES(2,'CUP/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/check','alphanum',8,'CUP',0,1,X'92BE866C6E6C691B161A4B6950D1E25D9B33D677A624F2E566FDC147373081DF',8);
CREATE TABLE codes (
	id INTEGER NOT NULL, 
	batch_id BIGINT NOT NULL, 
	text TEXT, 
	status SMALLINT NOT NULL, 
	CONSTRAINT pk_codes PRIMARY KEY (id), 
	CONSTRAINT ck_codes_status CHECK (status BETWEEN 0 AND 2)
);
INSERT INTO "codes" VALUES(1,1,'PTS6MTRUQBK',1);
INSERT INTO "codes" VALUES(2,1,'PTSZAWPJZ9G',1);
INSERT INTO "codes" VALUES(3,1,'PTSJFTM6RS3',1);
INSERT INTO "codes" VALUES(4,1,'PTS99GS9ER6',2);
INSERT INTO "codes" VALUES(5,1,'PTS9XSM5T8Y',0);
INSERT INTO "codes" VALUES(6,1,'PTSFGARB6QB',0);
INSERT INTO "codes" VALUES(7,1,'PTSTW88E4EW',0);
INSERT INTO "codes" VALUES(8,1,'PTSJ48WVSA4',0);
INSERT INTO "codes" VALUES(9,2,'CUPHYXWA2QZ',0);
INSERT INTO "codes" VALUES(10,2,'CUPNWVQZPV7',1);
INSERT INTO "codes" VALUES(11,2,'CUPAQ26NQKW',1);
INSERT INTO "codes" VALUES(12,2,'CUPJKWWWRDK',0);
INSERT INTO "codes" VALUES(13,2,'CUPZW7M8MNW',0);
INSERT INTO "codes" VALUES(14,2,'CUPKCCHZDW9',0);
INSERT INTO "codes" VALUES(15,2,'CUPZQ9TSJ6Y',0);
INSERT INTO "codes" VALUES(16,2,'CUPQ4AE65SV',0);
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
INSERT INTO "coupons" VALUES('A4M9SRHSJR','coffee','8ed519d1-635a-4da1-b2f1-ad25f86f8ae5',450,1795691703433525,2111051703433525,'EKPA26PEDB-18',NULL,1795691703554707);
INSERT INTO "coupons" VALUES('CAVU3WVXKV','coffee','8ed519d1-635a-4da1-b2f1-ad25f86f8ae5',450,1795691703868875,2111051703868875,'EKPA26PEDB-20',NULL,NULL);
INSERT INTO "coupons" VALUES('FDF699SCEH','coffee','b125f6c4-34cb-48f5-b0f2-1132c4e697fc',450,1795691704096740,2111051704096740,'EKPA26PEDB-21',NULL,NULL);
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
INSERT INTO "devices" VALUES('EKPA26PEDB','Till','store',X'B9F03EC377F49FFE93AC03A9EA8B392B8D337AF9F276B7E9184631D65F2F295F',1795691694750952);
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
INSERT INTO "journal" VALUES('EKPA26PEDB',1,X'0000000000000000000000000000000000000000000000000000000000000000',0,'device_added','{"name":"Till","public_key":"b9f03ec377f49ffe93ac03a9ea8b392b8d337af9f276b7e9184631d65f2f295f","store":"store"}',1795691694750952,NULL,X'FF64E3EDF37E66C80C8AEEB05E0A68B71427BFBDDBE08D0D900DF4905B4CB588',X'F9762C04A774F3102C1DB32E14E628941104F3C6B627002847500E746C033AB0D0F828B8695C918C5402FBAE4D933940310D501DE3FCD936A9324ADD4B67F004');
INSERT INTO "journal" VALUES('EKPA26PEDB',2,X'FF64E3EDF37E66C80C8AEEB05E0A68B71427BFBDDBE08D0D900DF4905B4CB588',0,'store_saved','{"currency":"PLN","name":"Main street","staff":"manager","store":"store","zone":"Europe/Warsaw"}',1795691697490538,NULL,X'C815234E9486D16C801633FD50A68656985682E9CF33058331FC346D1F8A8A07',X'C74F1959589D0E3DF2AD29A0D6F18D253A0F892AC60EC78247DCF8A763EEAACAD1191E4210FEC4EC3C51707F6F7DE28DE3522C697F5A48043A99DC188D81DD04');
INSERT INTO "journal" VALUES('EKPA26PEDB',3,X'C815234E9486D16C801633FD50A68656985682E9CF33058331FC346D1F8A8A07',0,'schema_saved','{"schema":{"customEventSchema":{"active":true,"eventType":"code_redeemed","name":"A code is redeemed","schema":{"fields":[{"description":"","name":"promo_code","type":"text"}]}}},"staff":"manager"}',1795691697758919,NULL,X'3AF23D5640566102250EA000B61316327E8E1602305E14290F5AA9007D18D5F2',X'22732C29CFADB36B231C8CCDF804B62CAB255F4C022D946E0AAA7083CC9088E00DE4D86E13140DBC43C316195DAF5D2554F9C11589F334F55E22999FEAA6E60F');
INSERT INTO "journal" VALUES('EKPA26PEDB',4,X'3AF23D5640566102250EA000B61316327E8E1602305E14290F5AA9007D18D5F2',0,'reward_saved','{"active":true,"days_valid":3650,"id":"coffee","name":"A coffee","staff":"manager","value":450}',1795691698009687,NULL,X'BD4687703111F7BC5CC46DAF71EAB7BF0CF533C320D7880DD83207AC5C1D18EF',X'D9B835531AE0FB6DD32497BC02086E321DAE7DD37F7BD8072E059A661A57E75C5EE32076767F9E4A3AA3C546F97607B19083BDFDD4E09C5C7090F7EAFF000C00');
INSERT INTO "journal" VALUES('EKPA26PEDB',5,X'BD4687703111F7BC5CC46DAF71EAB7BF0CF533C320D7880DD83207AC5C1D18EF',0,'member_saved','{"active":true,"member":"8ed519d1-635a-4da1-b2f1-ad25f86f8ae5","proof":"7bd2b17aea4f442c059cf21f39e83ee34a5176d69d560c0692999a5b367455a0","segments":[],"staff":"manager","tier":"gold"}',1795691699322396,NULL,X'A2DF28689962E32A2CEF5BE009731960A1BB4B08217F1ED027AF4CE7CC1D42B2',X'30DF7069ED5DED11EFBF5064BB929891E6D2E56B558D567455429B07D68530FDBAAE48E514CC72F69C1A1C45F8EDA32B918FA405181361A3431580BD3E373F0F');
INSERT INTO "journal" VALUES('EKPA26PEDB',6,X'A2DF28689962E32A2CEF5BE009731960A1BB4B08217F1ED027AF4CE7CC1D42B2',0,'member_saved','{"active":true,"member":"b125f6c4-34cb-48f5-b0f2-1132c4e697fc","proof":"da319afe7ff2cc27b33d5e6c791eea4fca22f2297f6d31fd9310fe9c6cb0a08c","segments":[],"staff":"manager","tier":null}',1795691699788129,NULL,X'D48FB197350C73D31BC56FC94C4C7C247846B05AA12D4BEB473245BF9DCB6C4B',X'8B9557ECC55955B70FEFA2E78B1E7EE284FA827172D51C0EE7F69959EA0EA2ED8025C2063CD6EBD873189CED523F29C86D81BDC4985B6E6E76CADAC34CD0990D');
INSERT INTO "journal" VALUES('EKPA26PEDB',7,X'D48FB197350C73D31BC56FC94C4C7C247846B05AA12D4BEB473245BF9DCB6C4B',0,'staff_saved','{"active":true,"person":"zofia","role":"cashier","staff":"manager"}',1795691700130520,NULL,X'9FA60681A4A3FBC54C294AED6654274B572134B4DCD6B9E580074E1F738AE834',X'22ABE8054481F515916FC8C37A48D4E94D0F5F4867A2B7077A04EADECC508248D327C64939D601F742F2A260EE9491D85E47A8CCCBD71D5F780ED53654F5E302');
INSERT INTO "journal" VALUES('EKPA26PEDB',8,X'9FA60681A4A3FBC54C294AED6654274B572134B4DCD6B9E580074E1F738AE834',0,'campaign_saved','{"base_version":0,"campaign":"1b3e661b-aff5-4553-9b79-1b67d550b22f","document":{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"PTS"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Points"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}},"staff":"manager"}',1795691700359143,NULL,X'F6EF8457B5D5670A621950C1D43D3910EF15C26D832A3F998CB58919FE40DE9A',X'18E7618FA55D77A3A0192DC78AF4F36240CE8B5828DC318CB5A93AB408138DEE6361D1644BE21549F05D89348709F9015D5AFBCE8BFE61B150E92BD3C8C7DB04');
INSERT INTO "journal" VALUES('EKPA26PEDB',9,X'F6EF8457B5D5670A621950C1D43D3910EF15C26D832A3F998CB58919FE40DE9A',0,'batch_generated','{"batch":1,"campaign":"1b3e661b-aff5-4553-9b79-1b67d550b22f","counter":[0,8],"format":"PTS/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/","ids":[1,8],"labels":[],"name":"1","size":8,"staff":"manager"}',1795691700732075,NULL,X'4701A87870B673F220D9C0DA5CB764F0B2F977FD1A21AC7A6A7142F2649A316B',X'338EB676EA624A9091A173AE5CF6D8E7FD4F4B28553042EAF1FFBA9738EC522FC5C0F4AF1B8025CF8D30F2017C7A91EE55AD6600E03BE4877B29DB10E171E008');
INSERT INTO "journal" VALUES('EKPA26PEDB',10,X'4701A87870B673F220D9C0DA5CB764F0B2F977FD1A21AC7A6A7142F2649A316B',0,'campaign_saved','{"base_version":0,"campaign":"b6aeaffc-5041-46c9-bb2e-13d53ff1ea1d","document":{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"CUP"},"counterfoil":{"archived":false,"checkCharacter":true,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":true,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_reward","rewardId":"coffee"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Coffee"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}},"staff":"manager"}',1795691701117385,NULL,X'B9D79EABFBF146E2BA3DCEF7F3E0CF7DD5305B43783E9332E33A96968F3EB0D4',X'E14E6D66F909864E6F8DBFEBAFE597E37C3E74D7703CE232DDF842B33262664C3CF0B6810D3E9A3A9F365889D49C68CB04100B2A42DC9ADF4582F46CFFF31A07');
INSERT INTO "journal" VALUES('EKPA26PEDB',11,X'B9D79EABFBF146E2BA3DCEF7F3E0CF7DD5305B43783E9332E33A96968F3EB0D4',0,'batch_generated','{"batch":2,"campaign":"b6aeaffc-5041-46c9-bb2e-13d53ff1ea1d","counter":[0,8],"format":"CUP/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/check","ids":[9,16],"labels":[],"name":"1","size":8,"staff":"manager"}',1795691701283190,NULL,X'756C377BAC6BF40F24D3CBE472E1CD1166E8E345535E903F38A9A277D9216934',X'CC62AAFF6E8A9CA1C36488717F8BAF1527E5A81F41C4079BE080325D2C431CEDE185A69ACAF99FB2875D919A65157DD96E90E9EE414BE6976AFD286B9EA2030E');
INSERT INTO "journal" VALUES('EKPA26PEDB',12,X'756C377BAC6BF40F24D3CBE472E1CD1166E8E345535E903F38A9A277D9216934',0,'batch_imported','{"batch":3,"campaign":"1b3e661b-aff5-4553-9b79-1b67d550b22f","ids":[17,18],"labels":[],"name":"bought","size":2,"staff":"manager","used":0,"void":0}',1795691701869931,NULL,X'E417CF68F3839C17488A5F986A467AFE1F65BDA9CEBBC1CEA784F786F97AAB8E',X'C6F2EBB7C4468B1428D86EF5B71C9E5B2259D04FE391E5833EE0A53374B3EA14A8F28924FD909F2CF670B826B2796A6360699477E1A6B4B6123E525C13815E0E');
INSERT INTO "journal" VALUES('EKPA26PEDB',13,X'E417CF68F3839C17488A5F986A467AFE1F65BDA9CEBBC1CEA784F786F97AAB8E',0,'redeem','{"amount":null,"at":1795691702417759,"campaign":"1b3e661b-aff5-4553-9b79-1b67d550b22f","campaign_version":1,"code":"aeb2dde5c616c1e9bd5164c6971297a4","event_id":null,"final":true,"given":[{"effect":"give_points","member":"8ed519d1-635a-4da1-b2f1-ad25f86f8ae5","units":10000,"wallet":"default"}],"member":"8ed519d1-635a-4da1-b2f1-ad25f86f8ae5","redemption":"EKPA26PEDB-13","rules":["Rule"],"source":"typed","staff":"zofia","store":"store"}',1795691702417759,NULL,X'934680C9A3C724072362472946661E57F0F16A8305373963A72047D375F7A5DE',X'C98E9EA8F8F1D29E68D375572AF7A24E1A8A3C9BED6AF81D14FC477515026C723E609B9811757B697D68AF448377C2016CF7F883F7BF5560AF3FB9CB2F9EB40D');
INSERT INTO "journal" VALUES('EKPA26PEDB',14,X'934680C9A3C724072362472946661E57F0F16A8305373963A72047D375F7A5DE',0,'scan_refused','{"at":1795691702633205,"attempt":"EKPA26PEDB-14","campaign":"1b3e661b-aff5-4553-9b79-1b67d550b22f","code":"aeb2dde5c616c1e9bd5164c6971297a4","event_id":null,"member":"b125f6c4-34cb-48f5-b0f2-1132c4e697fc","reason":"already_used","source":"typed","staff":"manager","store":"store"}',1795691702633205,NULL,X'CF659B04A21C3CD41851CF2C2BA339F648BE9D8BE5E206DFF730B2CC06B990F6',X'45161D0555A5EF49AB19B20ED0B27F3782D454F549673A947B30A8DD860E7F00B021C7C47AC3421B9C8B34BAB57540F58165321529E87DCCBE99EF74978C040A');
INSERT INTO "journal" VALUES('EKPA26PEDB',15,X'CF659B04A21C3CD41851CF2C2BA339F648BE9D8BE5E206DFF730B2CC06B990F6',0,'redeem','{"amount":null,"at":1795691702756815,"campaign":"1b3e661b-aff5-4553-9b79-1b67d550b22f","campaign_version":1,"code":"de3f9ab1b0fabb1d986dfb1c30be4262","event_id":null,"final":true,"given":[{"effect":"give_points","member":"b125f6c4-34cb-48f5-b0f2-1132c4e697fc","units":10000,"wallet":"default"}],"member":"b125f6c4-34cb-48f5-b0f2-1132c4e697fc","redemption":"EKPA26PEDB-15","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691702756815,NULL,X'1584C31F55676B7692215F55EC13B65BDC265DC3533A61AE366273105E9D1121',X'9345483397BF902BBC0C554CC698443FF718A8D3003F3CFC2A62E4264827CF6A89E6ABBB711EF9D8418CB3F5544BADA238BFD5606670ACC8D2008AD7FCF35A08');
INSERT INTO "journal" VALUES('EKPA26PEDB',16,X'1584C31F55676B7692215F55EC13B65BDC265DC3533A61AE366273105E9D1121',0,'redeem','{"amount":null,"at":1795691703005068,"campaign":"1b3e661b-aff5-4553-9b79-1b67d550b22f","campaign_version":1,"code":"39f935e2a00f649ee21acef3b4b4051e","event_id":null,"final":true,"given":[{"effect":"give_points","member":"8ed519d1-635a-4da1-b2f1-ad25f86f8ae5","units":10000,"wallet":"default"}],"member":"8ed519d1-635a-4da1-b2f1-ad25f86f8ae5","redemption":"EKPA26PEDB-16","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691703005068,NULL,X'B33941B29237614FE1EF5166AC33E3C597DD65362BB0E7C03EE34A1AAA82EAC7',X'BA32066D713182A2B975EA6421BB5B395DC2254E60FCC503C94D654D99130B63A47D1ACC6DEAA48DCE909C325AB2FB06915CC211ED2DE6737C721261EA2E9E0F');
INSERT INTO "journal" VALUES('EKPA26PEDB',17,X'B33941B29237614FE1EF5166AC33E3C597DD65362BB0E7C03EE34A1AAA82EAC7',0,'reverse','{"below_zero":[],"code_unused":false,"coupons_spent":0,"reason":"by mistake","redemption":"EKPA26PEDB-16","staff":"manager"}',1795691703322752,NULL,X'A1DBCAAB7C1F895D1AAE0C7FB75AF5CA2C85051098D0934D3B9E758C52320F66',X'63C67BEC793F7F963DC789B2AEBD02717CA8A830BBE6390AAA12C8290B400C71A486360488DF9FF56EF3D57A3F6D463B95B8C61D48CA50DED4F7703C218A600F');
INSERT INTO "journal" VALUES('EKPA26PEDB',18,X'A1DBCAAB7C1F895D1AAE0C7FB75AF5CA2C85051098D0934D3B9E758C52320F66',0,'redeem','{"amount":null,"at":1795691703433525,"campaign":"b6aeaffc-5041-46c9-bb2e-13d53ff1ea1d","campaign_version":1,"code":"e759d05ec01c3d2c2c81b1bbd568a0e4","event_id":null,"final":true,"given":[{"coupon":"b673bf66e5509a3b0c52d33d2904d55c","effect":"give_reward","member":"8ed519d1-635a-4da1-b2f1-ad25f86f8ae5","reward":"coffee"}],"member":"8ed519d1-635a-4da1-b2f1-ad25f86f8ae5","redemption":"EKPA26PEDB-18","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691703433525,NULL,X'1CCD9854A7A5ED1CEE958C44AEA1A6F3A315D329698BC258CE640C387FAA1E9B',X'759E6F1A6ECB061B7D0C6493FEBED71FDE1F2F679CAC8B82CF0BB50DD72BE342DF9100844FE0A8B4A269CD06B1910F68AC958C8DA75C3EBE9087721632D9E70A');
INSERT INTO "journal" VALUES('EKPA26PEDB',19,X'1CCD9854A7A5ED1CEE958C44AEA1A6F3A315D329698BC258CE640C387FAA1E9B',0,'reverse','{"below_zero":[],"code_unused":true,"coupons_spent":0,"reason":"another one","redemption":"EKPA26PEDB-18","staff":"manager"}',1795691703554707,NULL,X'51A8A66191C985877F47888582F8605AAA960E0F2DB35C8AB0D78AF860F708E1',X'C0B3961498F53EBC5572862FA1726F7C5CC11E23723CE3C7FB9693704D220F8C78134DA2C006EA804751AE220AD34A4295003FD2209E6F907E04B230AD881006');
INSERT INTO "journal" VALUES('EKPA26PEDB',20,X'51A8A66191C985877F47888582F8605AAA960E0F2DB35C8AB0D78AF860F708E1',0,'redeem','{"amount":null,"at":1795691703868875,"campaign":"b6aeaffc-5041-46c9-bb2e-13d53ff1ea1d","campaign_version":1,"code":"6ce22b207dea12c1e774431aad8ef1d3","event_id":null,"final":true,"given":[{"coupon":"aee2ae10649e0c7847ae1c1d35dd9045","effect":"give_reward","member":"8ed519d1-635a-4da1-b2f1-ad25f86f8ae5","reward":"coffee"}],"member":"8ed519d1-635a-4da1-b2f1-ad25f86f8ae5","redemption":"EKPA26PEDB-20","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691703868875,NULL,X'95F97707097F31ECD52FF8767EAE906C2D7697EB102AA37BDD40481339DB4C5C',X'615B03CA549B23CCB2A542D936B284D4E0C05291D644FFA724942B135EA2A48B4A9E252BB532E8C5E7A8904F0577EF162195A1452F0B981589C9640EBFC87403');
INSERT INTO "journal" VALUES('EKPA26PEDB',21,X'95F97707097F31ECD52FF8767EAE906C2D7697EB102AA37BDD40481339DB4C5C',0,'redeem','{"amount":null,"at":1795691704096740,"campaign":"b6aeaffc-5041-46c9-bb2e-13d53ff1ea1d","campaign_version":1,"code":"f81167952a878e580001c7f212defea4","event_id":null,"final":true,"given":[{"coupon":"6d238db265580aa1ab9a91bf344665d2","effect":"give_reward","member":"b125f6c4-34cb-48f5-b0f2-1132c4e697fc","reward":"coffee"}],"member":"b125f6c4-34cb-48f5-b0f2-1132c4e697fc","redemption":"EKPA26PEDB-21","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691704096740,NULL,X'99E97CDA0A053C98B43D55D6E9BCC4C97719816AABF2E93D897F8FA577F94E27',X'A8B1F8BABFA300A31B919E8D5066015CC2C9BBFF98044BDFFFA08456F41EAC1BA3DD8DE6A424F233235301C27FB217B32C8CED7C23B1B16A24080B97117D680B');
INSERT INTO "journal" VALUES('EKPA26PEDB',22,X'99E97CDA0A053C98B43D55D6E9BCC4C97719816AABF2E93D897F8FA577F94E27',0,'scan_refused','{"at":1795691704225671,"attempt":"EKPA26PEDB-22","campaign":null,"code":null,"event_id":null,"member":null,"reason":"unknown","source":"typed","staff":"manager","store":"store"}',1795691704225671,NULL,X'EB61EAE1D5D03901827D6517E0A31BEE5DB8D43A0E31763C48A789442BD2E63D',X'9D5FB49A2596346661104E50328BDF7729AD70144C715FD87E0E2AC10BFBCB7F9685D874892F06C8A2F9A8343C7FBD6D2FE85E6CE37EE9E71087D015DEB0B40B');
INSERT INTO "journal" VALUES('EKPA26PEDB',23,X'EB61EAE1D5D03901827D6517E0A31BEE5DB8D43A0E31763C48A789442BD2E63D',0,'codes_voided','{"batch":null,"campaign":"1b3e661b-aff5-4553-9b79-1b67d550b22f","count":1,"ids":[[4,4]],"reason":"torn","staff":"manager"}',1795691704436297,NULL,X'600DB1D149698839203CC9255DEFEB099CC5DAF5A88CED883F61D313C2A7BE41',X'35E1003AF34D021D8F63CECA3C4E7733ACBF173936721026CAEF80B27B36B7469CB2379ED655A76473E00A070BAFA24C1A777C72D39360FA1B8E8E43D0392301');
CREATE TABLE member_terms (
	term TEXT NOT NULL, 
	member_id VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_member_terms PRIMARY KEY (term, member_id), 
	CONSTRAINT fk_member_terms_member_id_members FOREIGN KEY(member_id) REFERENCES members (id)
)
 WITHOUT ROWID

;
INSERT INTO "member_terms" VALUES('4000101','8ed519d1-635a-4da1-b2f1-ad25f86f8ae5');
INSERT INTO "member_terms" VALUES('ada','8ed519d1-635a-4da1-b2f1-ad25f86f8ae5');
INSERT INTO "member_terms" VALUES('nowak','8ed519d1-635a-4da1-b2f1-ad25f86f8ae5');
INSERT INTO "member_terms" VALUES('4000102','b125f6c4-34cb-48f5-b0f2-1132c4e697fc');
INSERT INTO "member_terms" VALUES('lucja','b125f6c4-34cb-48f5-b0f2-1132c4e697fc');
INSERT INTO "member_terms" VALUES('zak','b125f6c4-34cb-48f5-b0f2-1132c4e697fc');
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
INSERT INTO "members" VALUES('8ed519d1-635a-4da1-b2f1-ad25f86f8ae5','4000101',1795691699322396,'Ada','Nowak','','','gold','[]','{}','{}',NULL,1);
INSERT INTO "members" VALUES('b125f6c4-34cb-48f5-b0f2-1132c4e697fc','4000102',1795691699788129,'Łucja','Żak','','',NULL,'[]','{}','{}',NULL,1);
CREATE TABLE pin_tries (
	staff_id VARCHAR(200) NOT NULL, 
	wrong INTEGER NOT NULL, 
	wait_until BIGINT, 
	signed_in_at BIGINT, 
	CONSTRAINT pk_pin_tries PRIMARY KEY (staff_id), 
	CONSTRAINT fk_pin_tries_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
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
INSERT INTO "redemption_tallies" VALUES('1b3e661b-aff5-4553-9b79-1b67d550b22f',1995213,'store','EKPA26PEDB','manager',1,10000,1);
INSERT INTO "redemption_tallies" VALUES('1b3e661b-aff5-4553-9b79-1b67d550b22f',1995213,'store','EKPA26PEDB','zofia',1,10000,0);
INSERT INTO "redemption_tallies" VALUES('b6aeaffc-5041-46c9-bb2e-13d53ff1ea1d',1995213,'store','EKPA26PEDB','manager',2,0,1);
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
INSERT INTO "redemptions" VALUES('EKPA26PEDB-13',NULL,1,'1b3e661b-aff5-4553-9b79-1b67d550b22f',1,'8ed519d1-635a-4da1-b2f1-ad25f86f8ae5','zofia','store','EKPA26PEDB',1795691702417759,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"8ed519d1-635a-4da1-b2f1-ad25f86f8ae5","units":10000,"wallet":"default"}]',NULL,'typed',NULL,NULL,NULL,0);
INSERT INTO "redemptions" VALUES('EKPA26PEDB-15',NULL,2,'1b3e661b-aff5-4553-9b79-1b67d550b22f',1,'b125f6c4-34cb-48f5-b0f2-1132c4e697fc','manager','store','EKPA26PEDB',1795691702756815,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"b125f6c4-34cb-48f5-b0f2-1132c4e697fc","units":10000,"wallet":"default"}]',NULL,'typed',NULL,NULL,NULL,0);
INSERT INTO "redemptions" VALUES('EKPA26PEDB-16',NULL,3,'1b3e661b-aff5-4553-9b79-1b67d550b22f',1,'8ed519d1-635a-4da1-b2f1-ad25f86f8ae5','manager','store','EKPA26PEDB',1795691703005068,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"8ed519d1-635a-4da1-b2f1-ad25f86f8ae5","units":10000,"wallet":"default"}]',NULL,'typed',1795691703322752,'manager','by mistake',0);
INSERT INTO "redemptions" VALUES('EKPA26PEDB-18',NULL,9,'b6aeaffc-5041-46c9-bb2e-13d53ff1ea1d',1,'8ed519d1-635a-4da1-b2f1-ad25f86f8ae5','manager','store','EKPA26PEDB',1795691703433525,0,NULL,'["Rule"]','[{"coupon":"A4M9SRHSJR","effect":"give_reward","member":"8ed519d1-635a-4da1-b2f1-ad25f86f8ae5","reward":"coffee"}]',NULL,'typed',1795691703554707,'manager','another one',0);
INSERT INTO "redemptions" VALUES('EKPA26PEDB-20',NULL,10,'b6aeaffc-5041-46c9-bb2e-13d53ff1ea1d',1,'8ed519d1-635a-4da1-b2f1-ad25f86f8ae5','manager','store','EKPA26PEDB',1795691703868875,0,NULL,'["Rule"]','[{"coupon":"CAVU3WVXKV","effect":"give_reward","member":"8ed519d1-635a-4da1-b2f1-ad25f86f8ae5","reward":"coffee"}]',NULL,'typed',NULL,NULL,NULL,0);
INSERT INTO "redemptions" VALUES('EKPA26PEDB-21',NULL,11,'b6aeaffc-5041-46c9-bb2e-13d53ff1ea1d',1,'b125f6c4-34cb-48f5-b0f2-1132c4e697fc','manager','store','EKPA26PEDB',1795691704096740,0,NULL,'["Rule"]','[{"coupon":"FDF699SCEH","effect":"give_reward","member":"b125f6c4-34cb-48f5-b0f2-1132c4e697fc","reward":"coffee"}]',NULL,'typed',NULL,NULL,NULL,0);
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
INSERT INTO "refusal_tallies" VALUES('',1995213,'unknown','store','EKPA26PEDB','manager',1);
INSERT INTO "refusal_tallies" VALUES('1b3e661b-aff5-4553-9b79-1b67d550b22f',1995213,'already_used','store','EKPA26PEDB','manager',1);
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
INSERT INTO "refusals" VALUES('EKPA26PEDB-14',NULL,1795691702633205,'already_used','1b3e661b-aff5-4553-9b79-1b67d550b22f',1,'PT…BK',X'AEB2DDE5C616C1E9BD5164C6971297A4','{"staff":"Zofia","store":"Main street","used_at":{"moment":1795691702417759}}','manager','store','EKPA26PEDB','b125f6c4-34cb-48f5-b0f2-1132c4e697fc','typed');
INSERT INTO "refusals" VALUES('EKPA26PEDB-22',NULL,1795691704225671,'unknown',NULL,NULL,'NO…DE',X'2617241CCBD87B546399E84ED5FD32E8','{"code":"NO…DE"}','manager','store','EKPA26PEDB',NULL,'typed');
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
INSERT INTO "settings" VALUES('digest_key','5622e8e356189e1620253ed5ee4e86575fb1a058013cfbbed27cefea45ca13a1');
INSERT INTO "settings" VALUES('store','store');
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
INSERT INTO "transfers" VALUES(1,'8ed519d1-635a-4da1-b2f1-ad25f86f8ae5','default',10000,'redeem',1795691702417759,'EKPA26PEDB-13',NULL);
INSERT INTO "transfers" VALUES(2,'b125f6c4-34cb-48f5-b0f2-1132c4e697fc','default',10000,'redeem',1795691702756815,'EKPA26PEDB-15',NULL);
INSERT INTO "transfers" VALUES(3,'8ed519d1-635a-4da1-b2f1-ad25f86f8ae5','default',10000,'redeem',1795691703005068,'EKPA26PEDB-16',NULL);
INSERT INTO "transfers" VALUES(4,'8ed519d1-635a-4da1-b2f1-ad25f86f8ae5','default',-10000,'reverse',1795691703322752,'EKPA26PEDB-16',3);
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
INSERT INTO "usage" VALUES('1b3e661b-aff5-4553-9b79-1b67d550b22f','','',0,20000,2);
INSERT INTO "usage" VALUES('b6aeaffc-5041-46c9-bb2e-13d53ff1ea1d','','',0,0,2);
CREATE TABLE wallet_balances (
	member_id VARCHAR(200) NOT NULL, 
	wallet_code VARCHAR(200) NOT NULL, 
	units BIGINT NOT NULL, 
	CONSTRAINT pk_wallet_balances PRIMARY KEY (member_id, wallet_code), 
	CONSTRAINT fk_wallet_balances_member_id_members FOREIGN KEY(member_id) REFERENCES members (id)
)
 WITHOUT ROWID

;
INSERT INTO "wallet_balances" VALUES('8ed519d1-635a-4da1-b2f1-ad25f86f8ae5','default',10000);
INSERT INTO "wallet_balances" VALUES('b125f6c4-34cb-48f5-b0f2-1132c4e697fc','default',10000);
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
COMMIT;
