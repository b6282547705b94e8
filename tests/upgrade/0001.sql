BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
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
INSERT INTO "batches" VALUES(1,'4ba9dded-aa5f-457e-9b68-2a7db646a374','1','generated','ready',8,1,8,1,0,8,'[]','[]',1795691699247559,'manager');
INSERT INTO "batches" VALUES(2,'162c436b-da88-4c6f-9356-6b5226e73efa','1','generated','ready',8,9,16,2,0,8,'[]','[]',1795691700002647,'manager');
INSERT INTO "batches" VALUES(3,'4ba9dded-aa5f-457e-9b68-2a7db646a374','bought','imported','ready',2,17,18,NULL,NULL,NULL,'[5,11]','[]',1795691700208948,'manager');
CREATE TABLE campaign_counts (
	campaign_id VARCHAR(200) NOT NULL, 
	codes BIGINT NOT NULL, 
	used BIGINT NOT NULL, 
	void BIGINT NOT NULL, 
	CONSTRAINT pk_campaign_counts PRIMARY KEY (campaign_id), 
	CONSTRAINT fk_campaign_counts_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id)
);
INSERT INTO "campaign_counts" VALUES('4ba9dded-aa5f-457e-9b68-2a7db646a374',10,3,1);
INSERT INTO "campaign_counts" VALUES('162c436b-da88-4c6f-9356-6b5226e73efa',8,2,0);
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
INSERT INTO "campaigns" VALUES('4ba9dded-aa5f-457e-9b68-2a7db646a374','Points','{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"PTS"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Points"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','code_redeemed','PTS',1,0,1704067200000000,NULL,1,1,1795691698850082);
INSERT INTO "campaigns" VALUES('162c436b-da88-4c6f-9356-6b5226e73efa','Coffee','{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"CUP"},"counterfoil":{"archived":false,"checkCharacter":true,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":true,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_reward","rewardId":"coffee"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Coffee"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','code_redeemed','CUP',1,0,1704067200000000,NULL,1,1,1795691699827983);
CREATE TABLE code_digests (
	digest BLOB NOT NULL, 
	code_id BIGINT NOT NULL, 
	CONSTRAINT pk_code_digests PRIMARY KEY (digest)
)
 WITHOUT ROWID

;
INSERT INTO "code_digests" VALUES(X'04300AA0D91F2BF366EC8D979AB6FF94',2);
INSERT INTO "code_digests" VALUES(X'25DAFE7C4E53C4B779987B95A8E4ED97',8);
INSERT INTO "code_digests" VALUES(X'3A0D37CD1E833E1751B0C4A5E166C5CF',3);
INSERT INTO "code_digests" VALUES(X'5A53C555E43801E65015512F80FE6062',1);
INSERT INTO "code_digests" VALUES(X'5E015106F6729B41BDAA0E1794D9BB48',16);
INSERT INTO "code_digests" VALUES(X'71F5758AF0035AB78864069FF5375BF6',12);
INSERT INTO "code_digests" VALUES(X'9476B03605CA71AC975497A085E64150',9);
INSERT INTO "code_digests" VALUES(X'A0246BF950CAE1E4832345039F8B734A',5);
INSERT INTO "code_digests" VALUES(X'A37CE18DA7C9AC8449311F15172981A6',18);
INSERT INTO "code_digests" VALUES(X'A601F488D2521BF0368BB0FE7A6AB07B',17);
INSERT INTO "code_digests" VALUES(X'A8E9FC73E5643F39EF174A81FF46A010',10);
INSERT INTO "code_digests" VALUES(X'ABB37FB8DFE75C47F24BB2CD9A3DDCDC',6);
INSERT INTO "code_digests" VALUES(X'C17F774805E1E97787747FAE0411B7BE',4);
INSERT INTO "code_digests" VALUES(X'D041053F6939C1FFD9E3778231A57B01',13);
INSERT INTO "code_digests" VALUES(X'E0B6C5565945A85220175316E7DB2705',11);
INSERT INTO "code_digests" VALUES(X'F1D0882DCEA178BA115F530A9FD5A057',14);
INSERT INTO "code_digests" VALUES(X'FCE4F0903DE3625EAB356D37B5F69AF4',7);
INSERT INTO "code_digests" VALUES(X'FE1A8AB37F056BF60D3831C84BBF63E5',15);
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
INSERT INTO "code_spaces" VALUES(1,'PTS/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/','alphanum',8,'PTS',0,0,X'3EDDB8F73E4239667C42CE30A96D33A60E123F45DEB78F239DAED82BC3941F68',8);
INSERT INTO "code_spaces" VALUES(2,'CUP/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/check','alphanum',8,'CUP',0,1,X'175CE56215F750D0D5BED75DA103D37321A19C212143ACF6671DA9A132FD57DC',8);
CREATE TABLE codes (
	id INTEGER NOT NULL, 
	batch_id BIGINT NOT NULL, 
	text TEXT, 
	status SMALLINT NOT NULL, 
	CONSTRAINT pk_codes PRIMARY KEY (id), 
	CONSTRAINT ck_codes_status CHECK (status BETWEEN 0 AND 2)
);
INSERT INTO "codes" VALUES(1,1,'PTSXRZMW74M',1);
INSERT INTO "codes" VALUES(2,1,'PTSCFX49H6E',1);
INSERT INTO "codes" VALUES(3,1,'PTS4N3F36EX',1);
INSERT INTO "codes" VALUES(4,1,'PTSAY7QXH23',2);
INSERT INTO "codes" VALUES(5,1,'PTSCEPNNFGP',0);
INSERT INTO "codes" VALUES(6,1,'PTSBA2PVS5V',0);
INSERT INTO "codes" VALUES(7,1,'PTSRJRYTVD9',0);
INSERT INTO "codes" VALUES(8,1,'PTSQRUQUDZC',0);
INSERT INTO "codes" VALUES(9,2,'CUPVF94VSX5',0);
INSERT INTO "codes" VALUES(10,2,'CUPT6A8R3HK',1);
INSERT INTO "codes" VALUES(11,2,'CUP8KPC7M4N',1);
INSERT INTO "codes" VALUES(12,2,'CUP9P5DW6KH',0);
INSERT INTO "codes" VALUES(13,2,'CUP8QEGTV4N',0);
INSERT INTO "codes" VALUES(14,2,'CUPMZEW7EWW',0);
INSERT INTO "codes" VALUES(15,2,'CUPNEZEZDTY',0);
INSERT INTO "codes" VALUES(16,2,'CUPQAQCGCTJ',0);
INSERT INTO "codes" VALUES(17,3,'WELCOME-2026',0);
INSERT INTO "codes" VALUES(18,3,'ZOLW-7',0);
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
INSERT INTO "coupons" VALUES('7UTBJM37K9','coffee','69742ace-5b63-4398-9ff8-44bb40c5a280',450,1795691702592108,2111051702592108,'WV7V6WLTHV-18',NULL,1795691702747024);
INSERT INTO "coupons" VALUES('EERVE2KBYV','coffee','69742ace-5b63-4398-9ff8-44bb40c5a280',450,1795691703011262,2111051703011262,'WV7V6WLTHV-20',NULL,NULL);
INSERT INTO "coupons" VALUES('ZP9VKKG6SW','coffee','f21a7ce4-c855-4f54-bfee-bfac76a64d42',450,1795691703301959,2111051703301959,'WV7V6WLTHV-21',NULL,NULL);
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
INSERT INTO "devices" VALUES('WV7V6WLTHV','Till','store',X'5901594BBEC4988FE8DB08F428C8B96CC33AABB243F39C8E296F4057167EE7A9',1795691695529644);
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
INSERT INTO "journal" VALUES('WV7V6WLTHV',1,X'0000000000000000000000000000000000000000000000000000000000000000',0,'device_added','{"name":"Till","public_key":"5901594bbec4988fe8db08f428c8b96cc33aabb243f39c8e296f4057167ee7a9","store":"store"}',1795691695529644,NULL,X'EC0FBD1A1E4CF1E1C96D43687EF1C56892968CDEB6C3DFF8724CC3453BE4DCFF',X'DF3E61CE2219E21BE8EDD1E915D11484D6FAA3619926A1EC24D9A0637FA21305948AD4F730292438419188B65534F8DF1235140E69ADC37C4C34DB75DCC69A0F');
INSERT INTO "journal" VALUES('WV7V6WLTHV',2,X'EC0FBD1A1E4CF1E1C96D43687EF1C56892968CDEB6C3DFF8724CC3453BE4DCFF',0,'store_saved','{"currency":"PLN","name":"Main street","store":"store","zone":"Europe/Warsaw"}',1795691697608964,NULL,X'0F183BD87E7B6B9E845E1AEE0C873B3E844CC4D51B307A951EA3A9818D3BFCDE',X'DCC6E381CF82027C594F90C9BAC91CFEAC24D571ED4F3EFDF5A712B0D35A11E5D18B6DBFB03E04932D5EB25338FA05FB67A292B2C050867472FE9EB67CD2110A');
INSERT INTO "journal" VALUES('WV7V6WLTHV',3,X'0F183BD87E7B6B9E845E1AEE0C873B3E844CC4D51B307A951EA3A9818D3BFCDE',0,'schema_saved','{"schema":{"customEventSchema":{"active":true,"eventType":"code_redeemed","name":"A code is redeemed","schema":{"fields":[{"description":"","name":"promo_code","type":"text"}]}}},"staff":"manager"}',1795691697793605,NULL,X'5446A814DF6AC5015A636ED214BD086B6A34DAD431013256ACB123AF02A9E2F1',X'792C04522B9A9DFA4EAFD88D4E369D35E141C4FB580AB37559817C22A59F54ECD4077A7BE80F20A7881E4D388A8D0805F3DC0BF8E0C3FCE38BB4D88D171B9802');
INSERT INTO "journal" VALUES('WV7V6WLTHV',4,X'5446A814DF6AC5015A636ED214BD086B6A34DAD431013256ACB123AF02A9E2F1',0,'reward_saved','{"active":true,"days_valid":3650,"id":"coffee","name":"A coffee","staff":"manager","value":450}',1795691697906369,NULL,X'00F2D1E377960C90FEC4398061706A6AE7E14D91B9E9E6737DF9EE1205111014',X'78DFC1C635E49E70A3FF0124249A2704B679B10214F40EA1BF6714F310CC2F84476C3C9C8ED182CA3832B14373691293323855FEB15B7D70CC2DE991B22DE406');
INSERT INTO "journal" VALUES('WV7V6WLTHV',5,X'00F2D1E377960C90FEC4398061706A6AE7E14D91B9E9E6737DF9EE1205111014',0,'member_saved','{"active":true,"member":"69742ace-5b63-4398-9ff8-44bb40c5a280","proof":"c2124dd4f7c532c1dbf57223687133021a374aff24a7b8e9417f1cd0b3155545","segments":[],"staff":"manager","tier":"gold"}',1795691698390587,NULL,X'7D64BE155A62219980F431AA291FD23109D2B6964DD9814CC4F05A893A9A2CA7',X'72476EB65F25D2A9535CFABF330983B9913828BBE28C8DA48DA25D68517C02AF7B65A5FF95813F20F03FC02691459E0CC062E3F3308861E31AF6C0B19588FF0F');
INSERT INTO "journal" VALUES('WV7V6WLTHV',6,X'7D64BE155A62219980F431AA291FD23109D2B6964DD9814CC4F05A893A9A2CA7',0,'member_saved','{"active":true,"member":"f21a7ce4-c855-4f54-bfee-bfac76a64d42","proof":"b58a2a8075ce591a7b250c4ed1c778583d3fc53d6b7b72e8e8d2fbac1cdacdba","segments":[],"staff":"manager","tier":null}',1795691698524976,NULL,X'B8CA5FFEEB1DC6E2FC7340CA3D7D57C5EE2C8DD00B989A8C5A1796723D4B46E5',X'A09856C8F35A85D4AED886F58BFD42019D854C181B48E23676173E97B2AC1837CC0E37721DBFCF177C72540126D4776390640E558D78D53B771D37FA59426C04');
INSERT INTO "journal" VALUES('WV7V6WLTHV',7,X'B8CA5FFEEB1DC6E2FC7340CA3D7D57C5EE2C8DD00B989A8C5A1796723D4B46E5',0,'staff_saved','{"active":true,"by":"manager","role":"cashier","staff":"zofia"}',1795691698713115,NULL,X'0ED0F2FEBDEDD4D2863D0B07422B4CEF457A62E993E3D8CA502E2A1D0CA41704',X'0F7AE8D92002F372250F806AE0838948C8745A38DA571FA4D57524EDD24D7197D9A5422698FE118C010D595F3153E2EC7AF92E33BC7754DAF389FBB50D8CCA05');
INSERT INTO "journal" VALUES('WV7V6WLTHV',8,X'0ED0F2FEBDEDD4D2863D0B07422B4CEF457A62E993E3D8CA502E2A1D0CA41704',0,'campaign_saved','{"base_version":0,"campaign":"4ba9dded-aa5f-457e-9b68-2a7db646a374","document":{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"PTS"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Points"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}},"staff":"manager"}',1795691698850082,NULL,X'FEE08D68A3CA5F63AE0EB12A9806D3C828CF95DD6457CACFB12EC24A1A0DAEF7',X'A0FC0BF989A1DA28983A06592CCB88AF9EE916E72BF2E1D9FC58C6FC3F61C148C52BB70BB2F27F6831919D5778CE4921812B39742DB25904ACBD1305C6564A0B');
INSERT INTO "journal" VALUES('WV7V6WLTHV',9,X'FEE08D68A3CA5F63AE0EB12A9806D3C828CF95DD6457CACFB12EC24A1A0DAEF7',0,'batch_generated','{"batch":1,"campaign":"4ba9dded-aa5f-457e-9b68-2a7db646a374","counter":[0,8],"format":"PTS/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/","ids":[1,8],"labels":[],"name":"1","size":8,"staff":"manager"}',1795691699247559,NULL,X'4294E589CDA1AE9F04766121FE84E5E0C9C9FDF3F736136AE8516DF704DFE2AC',X'A0E0C04A58914778A195720AE01365EEAB798B702B0DB9C88FC3992A8006A6D619AA2D7E9857F1CD610349701FF5D3CFADB1F27B97D1D0457DC02DDF175E2907');
INSERT INTO "journal" VALUES('WV7V6WLTHV',10,X'4294E589CDA1AE9F04766121FE84E5E0C9C9FDF3F736136AE8516DF704DFE2AC',0,'campaign_saved','{"base_version":0,"campaign":"162c436b-da88-4c6f-9356-6b5226e73efa","document":{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"CUP"},"counterfoil":{"archived":false,"checkCharacter":true,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":true,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_reward","rewardId":"coffee"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Coffee"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}},"staff":"manager"}',1795691699827983,NULL,X'7EC7AB23C02CF8D7AA9F2796013827E562CF43FE766BD4991187995BD2355768',X'35304FDA1BCB3E2C6448556687410F6D0859BE7B99ECC9F1A1787CFBE8F6BD0AF5E1B8FD535CBF2A4ADF0710DAAC908DFF414747F8418A42F190AC9CFCB0C60C');
INSERT INTO "journal" VALUES('WV7V6WLTHV',11,X'7EC7AB23C02CF8D7AA9F2796013827E562CF43FE766BD4991187995BD2355768',0,'batch_generated','{"batch":2,"campaign":"162c436b-da88-4c6f-9356-6b5226e73efa","counter":[0,8],"format":"CUP/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/check","ids":[9,16],"labels":[],"name":"1","size":8,"staff":"manager"}',1795691700002647,NULL,X'3EF681E950A70517233683735599464F5C310AEC0280FD100E0744CE4FA39324',X'46E3CB5C038DCD5E895682634DBC8BF308806D3F9712D8AB8152AA97CAF48A47CDB316F6BCD5C6C84AE08BADF3C64B47EEC76F46EC1C1751C501F942CAA6AA0F');
INSERT INTO "journal" VALUES('WV7V6WLTHV',12,X'3EF681E950A70517233683735599464F5C310AEC0280FD100E0744CE4FA39324',0,'batch_imported','{"batch":3,"campaign":"4ba9dded-aa5f-457e-9b68-2a7db646a374","ids":[17,18],"labels":[],"name":"bought","size":2,"staff":"manager","used":0,"void":0}',1795691700208948,NULL,X'347906C515DD9C7E797B15A79288BE5E58C35F013B3EAF331FFF2AA4E644EE8D',X'D0A8D19DB6247278645DC9F1B7EC573CFC0A2FB8B4A22876011D6C3FD356FC6FDA8636AEAFD74EFAA1F4D012A8867D39BC699AFF2CD4D717F6C10A293913C202');
INSERT INTO "journal" VALUES('WV7V6WLTHV',13,X'347906C515DD9C7E797B15A79288BE5E58C35F013B3EAF331FFF2AA4E644EE8D',0,'redeem','{"amount":null,"at":1795691701475099,"campaign":"4ba9dded-aa5f-457e-9b68-2a7db646a374","campaign_version":1,"code":"5a53c555e43801e65015512f80fe6062","event_id":null,"final":true,"given":[{"effect":"give_points","member":"69742ace-5b63-4398-9ff8-44bb40c5a280","units":10000,"wallet":"default"}],"member":"69742ace-5b63-4398-9ff8-44bb40c5a280","redemption":"WV7V6WLTHV-13","rules":["Rule"],"source":"typed","staff":"zofia","store":"store"}',1795691701475099,NULL,X'56802A6B9B7D512BC800C437D5179D1F9612389FAD17DD1EE59647B20F8F3C75',X'269929AD34F40472B1CB45452FE01C3F9A04B66B1AB5F71B93D76D83E19C1D5003B19BE5E080D36E3373315DD15FECE50B83B1BD891D8366A085958DC965DD0B');
INSERT INTO "journal" VALUES('WV7V6WLTHV',14,X'56802A6B9B7D512BC800C437D5179D1F9612389FAD17DD1EE59647B20F8F3C75',0,'scan_refused','{"at":1795691701844293,"attempt":"WV7V6WLTHV-14","campaign":"4ba9dded-aa5f-457e-9b68-2a7db646a374","code":"5a53c555e43801e65015512f80fe6062","event_id":null,"member":"f21a7ce4-c855-4f54-bfee-bfac76a64d42","reason":"already_used","source":"typed","staff":"manager","store":"store"}',1795691701844293,NULL,X'09EE141E0ABCC401737726C416E6DC48858D37AA7E4097C604A988D56939BEC4',X'6F1B70C96FC5E119ACEB9AB0010A4FDC202DD5E7C3C3B773CE0260E2A10BF61C06764222375FDBF29AF1241096BE0FDA37E76CE7F43A7404C6FD429B68B2B10C');
INSERT INTO "journal" VALUES('WV7V6WLTHV',15,X'09EE141E0ABCC401737726C416E6DC48858D37AA7E4097C604A988D56939BEC4',0,'redeem','{"amount":null,"at":1795691701992287,"campaign":"4ba9dded-aa5f-457e-9b68-2a7db646a374","campaign_version":1,"code":"04300aa0d91f2bf366ec8d979ab6ff94","event_id":null,"final":true,"given":[{"effect":"give_points","member":"f21a7ce4-c855-4f54-bfee-bfac76a64d42","units":10000,"wallet":"default"}],"member":"f21a7ce4-c855-4f54-bfee-bfac76a64d42","redemption":"WV7V6WLTHV-15","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691701992287,NULL,X'64F0BD7EFD53E988148AF77D18DBB83CBF87D73EB8045BCDAC8CA68BF2558BAB',X'541E8DF217B6516EABA81D131A0A77689A535C8326DD1AA25415AFC29D30EA7B19ABF46B89C01F5C734736710876B18762790879FEF38685E5F398AAE90CF70B');
INSERT INTO "journal" VALUES('WV7V6WLTHV',16,X'64F0BD7EFD53E988148AF77D18DBB83CBF87D73EB8045BCDAC8CA68BF2558BAB',0,'redeem','{"amount":null,"at":1795691702205176,"campaign":"4ba9dded-aa5f-457e-9b68-2a7db646a374","campaign_version":1,"code":"3a0d37cd1e833e1751b0c4a5e166c5cf","event_id":null,"final":true,"given":[{"effect":"give_points","member":"69742ace-5b63-4398-9ff8-44bb40c5a280","units":10000,"wallet":"default"}],"member":"69742ace-5b63-4398-9ff8-44bb40c5a280","redemption":"WV7V6WLTHV-16","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691702205176,NULL,X'1D073DE4B613BE9C8C80A6249E4254F871AF2C11961B4847420DB4937D5EC398',X'6103FE1227354A45BAB44B8E76A66F86121A36CC593B5521CAF551CA6471D3B71FDBF8BD7BFBA436A63DE39CDBCBE9BA75FE8E95633BB2C90DBB8D4E577FC50E');
INSERT INTO "journal" VALUES('WV7V6WLTHV',17,X'1D073DE4B613BE9C8C80A6249E4254F871AF2C11961B4847420DB4937D5EC398',0,'reverse','{"below_zero":[],"code_unused":false,"coupons_spent":0,"reason":"by mistake","redemption":"WV7V6WLTHV-16","staff":"manager"}',1795691702399543,NULL,X'4966BEB0B048EBD27C3585CA974C1013B20460BC9E0BD1683C44341C2E4B5B76',X'7BF4FE355DD40B105A7B78054D710616B46C2F2F61593D9C2F9A5A70ABED4A75EF162AFDB05E98661E011B360F425A97EE2D5C3BC9810530ECE1850C3F5C5A01');
INSERT INTO "journal" VALUES('WV7V6WLTHV',18,X'4966BEB0B048EBD27C3585CA974C1013B20460BC9E0BD1683C44341C2E4B5B76',0,'redeem','{"amount":null,"at":1795691702592108,"campaign":"162c436b-da88-4c6f-9356-6b5226e73efa","campaign_version":1,"code":"9476b03605ca71ac975497a085e64150","event_id":null,"final":true,"given":[{"coupon":"5f793690fe2963915d5cf67fc540bf5d","effect":"give_reward","member":"69742ace-5b63-4398-9ff8-44bb40c5a280","reward":"coffee"}],"member":"69742ace-5b63-4398-9ff8-44bb40c5a280","redemption":"WV7V6WLTHV-18","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691702592108,NULL,X'5EDE30ADAFC8999BA91384C3C45C228C63EF89695654111AD844A87EA00D81D0',X'522D42E5C1EF5D60AFEF63B90A8156D02E908E92534D75A9DBA704DBBFB8AB5DD2B4DF3EB3D611F4DD67C8CF9804ED10F23A1E4BDB8D48F3ACA506C3FDC94005');
INSERT INTO "journal" VALUES('WV7V6WLTHV',19,X'5EDE30ADAFC8999BA91384C3C45C228C63EF89695654111AD844A87EA00D81D0',0,'reverse','{"below_zero":[],"code_unused":true,"coupons_spent":0,"reason":"another one","redemption":"WV7V6WLTHV-18","staff":"manager"}',1795691702747024,NULL,X'C8C1D259A188FA0DB0F7D42B6EEC32C018E60912B18D56AB38B14CB8C8032B35',X'609CF76F50BA8638B31B25CDC20A4B322A8CCF96A3D274A4DF2B77E84FDB6DDB758BE82C20BB1D9CA8D50E5C1D15DA920EAA3A2E315634AE906F0171202A480A');
INSERT INTO "journal" VALUES('WV7V6WLTHV',20,X'C8C1D259A188FA0DB0F7D42B6EEC32C018E60912B18D56AB38B14CB8C8032B35',0,'redeem','{"amount":null,"at":1795691703011262,"campaign":"162c436b-da88-4c6f-9356-6b5226e73efa","campaign_version":1,"code":"a8e9fc73e5643f39ef174a81ff46a010","event_id":null,"final":true,"given":[{"coupon":"72e09feb09913984c40e4aaf9fe3f0cf","effect":"give_reward","member":"69742ace-5b63-4398-9ff8-44bb40c5a280","reward":"coffee"}],"member":"69742ace-5b63-4398-9ff8-44bb40c5a280","redemption":"WV7V6WLTHV-20","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691703011262,NULL,X'2FCAE82830C4C2197CACB80F79C02591A5E07E4274976102C8836E1C1216DB69',X'EB34715C760674857C71F628C662E8E3B982719AB7FAB6F6E24725BC39F38E3A87F2E377999B7698E8E724C0D77321D4F85AA48B62D81868C3C3389A26D35009');
INSERT INTO "journal" VALUES('WV7V6WLTHV',21,X'2FCAE82830C4C2197CACB80F79C02591A5E07E4274976102C8836E1C1216DB69',0,'redeem','{"amount":null,"at":1795691703301959,"campaign":"162c436b-da88-4c6f-9356-6b5226e73efa","campaign_version":1,"code":"e0b6c5565945a85220175316e7db2705","event_id":null,"final":true,"given":[{"coupon":"e1c123525fdebfc9c6ed64a218c10dea","effect":"give_reward","member":"f21a7ce4-c855-4f54-bfee-bfac76a64d42","reward":"coffee"}],"member":"f21a7ce4-c855-4f54-bfee-bfac76a64d42","redemption":"WV7V6WLTHV-21","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691703301959,NULL,X'D5846807C039B970CCB18AACA52F7E89312FA47DABF46A57F24018FC50DA4E66',X'8B555F97DBF191324602BE992587C64BAA476D4632EC5B5FFF272CF45BB1CB73A968BBE9B012E011F8A388B8F164E932D4579CBDE4B5D387A0634BC150649308');
INSERT INTO "journal" VALUES('WV7V6WLTHV',22,X'D5846807C039B970CCB18AACA52F7E89312FA47DABF46A57F24018FC50DA4E66',0,'scan_refused','{"at":1795691703409463,"attempt":"WV7V6WLTHV-22","campaign":null,"code":null,"event_id":null,"member":null,"reason":"unknown","source":"typed","staff":"manager","store":"store"}',1795691703409463,NULL,X'1E9D42D1F5CE631A2CDE37ACC957493AD8D2C6DD3C801BB30F5EE724F9FA3E96',X'73F63F9C1D96B5AD8AA524B864216375691B462E910E7029798C7DC824194C3C238C4C1D9590BD24C5C8F37EED82680F3D8FE7D8CEA1BE603D8DEE6B7F211500');
INSERT INTO "journal" VALUES('WV7V6WLTHV',23,X'1E9D42D1F5CE631A2CDE37ACC957493AD8D2C6DD3C801BB30F5EE724F9FA3E96',0,'codes_voided','{"batch":null,"campaign":"4ba9dded-aa5f-457e-9b68-2a7db646a374","count":1,"ids":[[4,4]],"reason":"torn","staff":"manager"}',1795691703586090,NULL,X'0EC294C9C6BA0E6427D021C70239F00D5267A9E5AA731BC7A6F632B82DD073C5',X'A3BCD320AC86BCBD7791E77422E99CD860F6C3AB42135AA5E346ECDA8CB41F1010233DB902941539C1B8F77DC8327416E1AE9CF37F1A6F845928709F9E9BDC08');
CREATE TABLE member_terms (
	term TEXT NOT NULL, 
	member_id VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_member_terms PRIMARY KEY (term, member_id), 
	CONSTRAINT fk_member_terms_member_id_members FOREIGN KEY(member_id) REFERENCES members (id)
)
 WITHOUT ROWID

;
INSERT INTO "member_terms" VALUES('4000101','69742ace-5b63-4398-9ff8-44bb40c5a280');
INSERT INTO "member_terms" VALUES('ada','69742ace-5b63-4398-9ff8-44bb40c5a280');
INSERT INTO "member_terms" VALUES('nowak','69742ace-5b63-4398-9ff8-44bb40c5a280');
INSERT INTO "member_terms" VALUES('4000102','f21a7ce4-c855-4f54-bfee-bfac76a64d42');
INSERT INTO "member_terms" VALUES('lucja','f21a7ce4-c855-4f54-bfee-bfac76a64d42');
INSERT INTO "member_terms" VALUES('zak','f21a7ce4-c855-4f54-bfee-bfac76a64d42');
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
INSERT INTO "members" VALUES('69742ace-5b63-4398-9ff8-44bb40c5a280','4000101',1795691698390587,'Ada','Nowak','','','gold','[]','{}','{}',NULL,1);
INSERT INTO "members" VALUES('f21a7ce4-c855-4f54-bfee-bfac76a64d42','4000102',1795691698524976,'Łucja','Żak','','',NULL,'[]','{}','{}',NULL,1);
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
INSERT INTO "redemptions" VALUES('WV7V6WLTHV-13',NULL,1,'4ba9dded-aa5f-457e-9b68-2a7db646a374',1,'69742ace-5b63-4398-9ff8-44bb40c5a280','zofia','store','WV7V6WLTHV',1795691701475099,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"69742ace-5b63-4398-9ff8-44bb40c5a280","units":10000,"wallet":"default"}]',NULL,'typed',NULL,NULL,NULL,0);
INSERT INTO "redemptions" VALUES('WV7V6WLTHV-15',NULL,2,'4ba9dded-aa5f-457e-9b68-2a7db646a374',1,'f21a7ce4-c855-4f54-bfee-bfac76a64d42','manager','store','WV7V6WLTHV',1795691701992287,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"f21a7ce4-c855-4f54-bfee-bfac76a64d42","units":10000,"wallet":"default"}]',NULL,'typed',NULL,NULL,NULL,0);
INSERT INTO "redemptions" VALUES('WV7V6WLTHV-16',NULL,3,'4ba9dded-aa5f-457e-9b68-2a7db646a374',1,'69742ace-5b63-4398-9ff8-44bb40c5a280','manager','store','WV7V6WLTHV',1795691702205176,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"69742ace-5b63-4398-9ff8-44bb40c5a280","units":10000,"wallet":"default"}]',NULL,'typed',1795691702399543,'manager','by mistake',0);
INSERT INTO "redemptions" VALUES('WV7V6WLTHV-18',NULL,9,'162c436b-da88-4c6f-9356-6b5226e73efa',1,'69742ace-5b63-4398-9ff8-44bb40c5a280','manager','store','WV7V6WLTHV',1795691702592108,0,NULL,'["Rule"]','[{"coupon":"7UTBJM37K9","effect":"give_reward","member":"69742ace-5b63-4398-9ff8-44bb40c5a280","reward":"coffee"}]',NULL,'typed',1795691702747024,'manager','another one',0);
INSERT INTO "redemptions" VALUES('WV7V6WLTHV-20',NULL,10,'162c436b-da88-4c6f-9356-6b5226e73efa',1,'69742ace-5b63-4398-9ff8-44bb40c5a280','manager','store','WV7V6WLTHV',1795691703011262,0,NULL,'["Rule"]','[{"coupon":"EERVE2KBYV","effect":"give_reward","member":"69742ace-5b63-4398-9ff8-44bb40c5a280","reward":"coffee"}]',NULL,'typed',NULL,NULL,NULL,0);
INSERT INTO "redemptions" VALUES('WV7V6WLTHV-21',NULL,11,'162c436b-da88-4c6f-9356-6b5226e73efa',1,'f21a7ce4-c855-4f54-bfee-bfac76a64d42','manager','store','WV7V6WLTHV',1795691703301959,0,NULL,'["Rule"]','[{"coupon":"ZP9VKKG6SW","effect":"give_reward","member":"f21a7ce4-c855-4f54-bfee-bfac76a64d42","reward":"coffee"}]',NULL,'typed',NULL,NULL,NULL,0);
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
INSERT INTO "refusals" VALUES('WV7V6WLTHV-14',NULL,1795691701844293,'already_used','4ba9dded-aa5f-457e-9b68-2a7db646a374',1,'PT…4M',X'5A53C555E43801E65015512F80FE6062','{"staff":"Zofia","store":"Main street","used_at":{"moment":1795691701475099}}','manager','store','WV7V6WLTHV','f21a7ce4-c855-4f54-bfee-bfac76a64d42','typed');
INSERT INTO "refusals" VALUES('WV7V6WLTHV-22',NULL,1795691703409463,'unknown',NULL,NULL,'NO…DE',X'E8F34DE401F6089A08B20743390C282B','{"code":"NO…DE"}','manager','store','WV7V6WLTHV',NULL,'typed');
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
INSERT INTO "settings" VALUES('digest_key','4766995063abfe0373f3e4ff6bd19603f8017b34fa3290ab6536754e13eeae60');
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
INSERT INTO "transfers" VALUES(1,'69742ace-5b63-4398-9ff8-44bb40c5a280','default',10000,'redeem',1795691701475099,'WV7V6WLTHV-13',NULL);
INSERT INTO "transfers" VALUES(2,'f21a7ce4-c855-4f54-bfee-bfac76a64d42','default',10000,'redeem',1795691701992287,'WV7V6WLTHV-15',NULL);
INSERT INTO "transfers" VALUES(3,'69742ace-5b63-4398-9ff8-44bb40c5a280','default',10000,'redeem',1795691702205176,'WV7V6WLTHV-16',NULL);
INSERT INTO "transfers" VALUES(4,'69742ace-5b63-4398-9ff8-44bb40c5a280','default',-10000,'reverse',1795691702399543,'WV7V6WLTHV-16',3);
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
INSERT INTO "usage" VALUES('162c436b-da88-4c6f-9356-6b5226e73efa','','',0,0,2);
INSERT INTO "usage" VALUES('4ba9dded-aa5f-457e-9b68-2a7db646a374','','',0,20000,2);
CREATE TABLE wallet_balances (
	member_id VARCHAR(200) NOT NULL, 
	wallet_code VARCHAR(200) NOT NULL, 
	units BIGINT NOT NULL, 
	CONSTRAINT pk_wallet_balances PRIMARY KEY (member_id, wallet_code), 
	CONSTRAINT fk_wallet_balances_member_id_members FOREIGN KEY(member_id) REFERENCES members (id)
)
 WITHOUT ROWID

;
INSERT INTO "wallet_balances" VALUES('69742ace-5b63-4398-9ff8-44bb40c5a280','default',10000);
INSERT INTO "wallet_balances" VALUES('f21a7ce4-c855-4f54-bfee-bfac76a64d42','default',10000);
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
COMMIT;
