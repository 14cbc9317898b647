_Z6triplei:
	s_waitcnt vmcnt(0) expcnt(0) lgkmcnt(0)                    // 000000004700: BF8C0000
	v_lshl_add_u32 v0, v0, 1, v0                               // 000000004704: D1FD0000 04010300
	s_setpc_b64 s[30:31]                                       // 00000000470C: BE801D1E

_Z4lessi:
	s_waitcnt vmcnt(0) expcnt(0) lgkmcnt(0)                    // 000000004710: BF8C0000
	v_add_u32_e32 v0, 0xffffff9c, v0                           // 000000004714: 680000FF FFFFFF9C
	s_setpc_b64 s[30:31]                                       // 00000000471C: BE801D1E

table:
	s_add_u32 flat_scratch_lo, s12, s17                        // 000000004800: 8066110C
	s_addc_u32 flat_scratch_hi, s13, 0                         // 000000004804: 8267800D
	v_mov_b32_e32 v31, v0                                      // 000000004808: 7E3E0300
	s_add_u32 s0, s0, s17                                      // 00000000480C: 80001100
	v_and_b32_e32 v40, 0x3ff, v31                              // 000000004810: 26503EFF 000003FF
	s_addc_u32 s1, s1, 0                                       // 000000004818: 82018001
	v_and_b32_e32 v0, 1, v40                                   // 00000000481C: 26005081
	s_mov_b64 s[38:39], s[4:5]                                 // 000000004820: BEA60104
	v_lshlrev_b32_e32 v0, 3, v0                                // 000000004824: 24000083
	s_getpc_b64 s[4:5]                                         // 000000004828: BE841C00
	s_add_u32 s4, s4, 0x3334                                   // 00000000482C: 8004FF04 00003334
	s_addc_u32 s5, s5, 0                                       // 000000004834: 8205FF05 00000000
	global_load_dwordx2 v[2:3], v0, s[4:5]                     // 00000000483C: DC548000 02040000
	s_load_dwordx2 s[52:53], s[8:9], 0x0                       // 000000004844: C0060D04 00000000
	s_add_u32 s48, s8, 8                                       // 00000000484C: 80308808
	s_mov_b32 s33, s16                                         // 000000004850: BEA10010
	s_mov_b32 s50, s15                                         // 000000004854: BEB2000F
	s_mov_b32 s51, s14                                         // 000000004858: BEB3000E
	s_mov_b64 s[34:35], s[10:11]                               // 00000000485C: BEA2010A
	s_mov_b64 s[36:37], s[6:7]                                 // 000000004860: BEA40106
	s_addc_u32 s49, s9, 0                                      // 000000004864: 82318009
	s_mov_b64 s[54:55], exec                                   // 000000004868: BEB6017E
	s_mov_b32 s32, 0                                           // 00000000486C: BEA00080
	s_waitcnt vmcnt(0)                                         // 000000004870: BF8C0F70
	v_readfirstlane_b32 s16, v2                                // 000000004874: 7E200502
	v_readfirstlane_b32 s17, v3                                // 000000004878: 7E220503
	v_cmp_eq_u64_e32 vcc, s[16:17], v[2:3]                     // 00000000487C: 7DD40410
	s_and_saveexec_b64 s[64:65], vcc                           // 000000004880: BEC0206A
	s_mov_b64 s[4:5], s[38:39]                                 // 000000004884: BE840126
	s_mov_b64 s[6:7], s[36:37]                                 // 000000004888: BE860124
	s_mov_b64 s[8:9], s[48:49]                                 // 00000000488C: BE880130
	s_mov_b64 s[10:11], s[34:35]                               // 000000004890: BE8A0122
	s_mov_b32 s12, s51                                         // 000000004894: BE8C0033
	s_mov_b32 s13, s50                                         // 000000004898: BE8D0032
	s_mov_b32 s14, s33                                         // 00000000489C: BE8E0021
	v_mov_b32_e32 v0, v40                                      // 0000000048A0: 7E000328
	s_swappc_b64 s[30:31], s[16:17]                            // 0000000048A4: BE9E1E10
	s_xor_b64 exec, exec, s[64:65]                             // 0000000048A8: 88FE407E
	s_cbranch_execnz 65520                                     // 0000000048AC: BF89FFF0 <table+0x70>
	s_mov_b64 exec, s[54:55]                                   // 0000000048B0: BEFE0136
	v_lshlrev_b32_e32 v1, 2, v40                               // 0000000048B4: 24025082
	global_store_dword v1, v0, s[52:53]                        // 0000000048B8: DC708000 00340001
	s_endpgm                                                   // 0000000048C0: BF810000

text:
	s_getpc_b64 s[0:1]                                         // 000000004900: BE801C00
	s_add_u32 s0, s0, 0x326c                                   // 000000004904: 8000FF00 0000326C
	s_addc_u32 s1, s1, 0                                       // 00000000490C: 8201FF01 00000000
	s_load_dwordx2 s[0:1], s[0:1], 0x0                         // 000000004914: C0060000 00000000
	v_mul_u32_u24_e32 v1, 0x3334, v0                           // 00000000491C: 100200FF 00003334
	v_mov_b32_e32 v2, 5                                        // 000000004924: 7E040285
	v_mul_lo_u16_sdwa v1, v1, v2 dst_sel:DWORD dst_unused:UNUSED_PAD src0_sel:WORD_1 src1_sel:DWORD // 000000004928: 520204F9 06050601
	v_sub_u16_e32 v1, v0, v1                                   // 000000004930: 4E020300
	s_waitcnt lgkmcnt(0)                                       // 000000004934: BF8CC07F
	v_mov_b32_e32 v3, s1                                       // 000000004938: 7E060201
	v_add_co_u32_e32 v2, vcc, s0, v1                           // 00000000493C: 32040200
	v_addc_co_u32_e32 v3, vcc, 0, v3, vcc                      // 000000004940: 38060680
	flat_load_sbyte v1, v[2:3]                                 // 000000004944: DC440000 01000002
	s_load_dwordx2 s[0:1], s[4:5], 0x0                         // 00000000494C: C0060002 00000000
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000004954: 24000082
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000004958: BF8C0070
	global_store_dword v0, v1, s[0:1]                          // 00000000495C: DC708000 00000100
	s_endpgm                                                   // 000000004964: BF810000

virtuals:
	s_add_u32 flat_scratch_lo, s12, s17                        // 000000004A00: 8066110C
	s_addc_u32 flat_scratch_hi, s13, 0                         // 000000004A04: 8267800D
	s_add_u32 s0, s0, s17                                      // 000000004A08: 80001100
	s_addc_u32 s1, s1, 0                                       // 000000004A0C: 82018001
	s_mov_b64 s[38:39], s[4:5]                                 // 000000004A10: BEA60104
	s_getpc_b64 s[4:5]                                         // 000000004A14: BE841C00
	s_add_u32 s4, s4, 0x2078                                   // 000000004A18: 8004FF04 00002078
	s_addc_u32 s5, s5, 0                                       // 000000004A20: 8205FF05 00000000
	v_mov_b32_e32 v31, v0                                      // 000000004A28: 7E3E0300
	v_mov_b32_e32 v0, s5                                       // 000000004A2C: 7E000205
	buffer_store_dword v0, off, s[0:3], 0 offset:4             // 000000004A30: E0700004 80000000
	v_mov_b32_e32 v0, s4                                       // 000000004A38: 7E000204
	s_getpc_b64 s[4:5]                                         // 000000004A3C: BE841C00
	s_add_u32 s4, s4, 0x2068                                   // 000000004A40: 8004FF04 00002068
	s_addc_u32 s5, s5, 0                                       // 000000004A48: 8205FF05 00000000
	buffer_store_dword v0, off, s[0:3], 0                      // 000000004A50: E0700000 80000000
	v_mov_b32_e32 v0, s5                                       // 000000004A58: 7E000205
	buffer_store_dword v0, off, s[0:3], 0 offset:12            // 000000004A5C: E070000C 80000000
	v_mov_b32_e32 v0, s4                                       // 000000004A64: 7E000204
	v_and_b32_e32 v40, 0x3ff, v31                              // 000000004A68: 26503EFF 000003FF
	buffer_store_dword v0, off, s[0:3], 0 offset:8             // 000000004A70: E0700008 80000000
	v_and_b32_e32 v0, 1, v40                                   // 000000004A78: 26005081
	v_mov_b32_e32 v1, 8                                        // 000000004A7C: 7E020288
	v_mov_b32_e32 v2, 0                                        // 000000004A80: 7E040280
	v_cmp_eq_u32_e32 vcc, 0, v0                                // 000000004A84: 7D940080
	v_cndmask_b32_e32 v0, v1, v2, vcc                          // 000000004A88: 00000501
	buffer_load_dword v3, v0, s[0:3], 0 offen offset:4         // 000000004A8C: E0501004 80000300
	buffer_load_dword v2, v0, s[0:3], 0 offen                  // 000000004A94: E0501000 80000200
	s_load_dwordx2 s[52:53], s[8:9], 0x0                       // 000000004A9C: C0060D04 00000000
	s_add_u32 s48, s8, 8                                       // 000000004AA4: 80308808
	s_mov_b32 s33, s16                                         // 000000004AA8: BEA10010
	s_mov_b32 s50, s15                                         // 000000004AAC: BEB2000F
	s_mov_b32 s51, s14                                         // 000000004AB0: BEB3000E
	s_mov_b64 s[34:35], s[10:11]                               // 000000004AB4: BEA2010A
	s_mov_b64 s[36:37], s[6:7]                                 // 000000004AB8: BEA40106
	v_mov_b32_e32 v1, 7                                        // 000000004ABC: 7E020287
	s_mov_b64 s[54:55], src_private_base                       // 000000004AC0: BEB601ED
	s_addc_u32 s49, s9, 0                                      // 000000004AC4: 82318009
	s_mov_b64 s[64:65], exec                                   // 000000004AC8: BEC0017E
	s_movk_i32 s32, 0x800                                      // 000000004ACC: B0200800
	buffer_store_dword v1, off, s[0:3], 0 offset:16            // 000000004AD0: E0700010 80000100
	s_waitcnt vmcnt(1)                                         // 000000004AD8: BF8C0F71
	global_load_dwordx2 v[2:3], v[2:3], off                    // 000000004ADC: DC548000 027F0002
	s_waitcnt vmcnt(0)                                         // 000000004AE4: BF8C0F70
	v_readfirstlane_b32 s16, v2                                // 000000004AE8: 7E200502
	v_readfirstlane_b32 s17, v3                                // 000000004AEC: 7E220503
	v_cmp_eq_u64_e32 vcc, s[16:17], v[2:3]                     // 000000004AF0: 7DD40410
	s_and_saveexec_b64 s[66:67], vcc                           // 000000004AF4: BEC2206A
	s_mov_b64 s[4:5], s[38:39]                                 // 000000004AF8: BE840126
	s_mov_b64 s[6:7], s[36:37]                                 // 000000004AFC: BE860124
	s_mov_b64 s[8:9], s[48:49]                                 // 000000004B00: BE880130
	s_mov_b64 s[10:11], s[34:35]                               // 000000004B04: BE8A0122
	s_mov_b32 s12, s51                                         // 000000004B08: BE8C0033
	s_mov_b32 s13, s50                                         // 000000004B0C: BE8D0032
	s_mov_b32 s14, s33                                         // 000000004B10: BE8E0021
	v_mov_b32_e32 v1, s55                                      // 000000004B14: 7E020237
	v_mov_b32_e32 v2, v40                                      // 000000004B18: 7E040328
	s_swappc_b64 s[30:31], s[16:17]                            // 000000004B1C: BE9E1E10
	v_mov_b32_e32 v1, v0                                       // 000000004B20: 7E020300
	s_xor_b64 exec, exec, s[66:67]                             // 000000004B24: 88FE427E
	s_cbranch_execnz 65518                                     // 000000004B28: BF89FFEE <virtuals+0xE4>
	s_mov_b64 exec, s[64:65]                                   // 000000004B2C: BEFE0140
	v_lshlrev_b32_e32 v0, 2, v40                               // 000000004B30: 24005082
	global_store_dword v0, v1, s[52:53]                        // 000000004B34: DC708000 00340100
	s_endpgm                                                   // 000000004B3C: BF810000

null:
	s_getpc_b64 s[0:1]                                         // 000000004C00: BE801C00
	s_add_u32 s0, s0, 0x2f6c                                   // 000000004C04: 8000FF00 00002F6C
	s_addc_u32 s1, s1, 0                                       // 000000004C0C: 8201FF01 00000000
	s_load_dwordx2 s[2:3], s[0:1], 0x0                         // 000000004C14: C0060080 00000000
	s_load_dwordx2 s[6:7], s[4:5], 0x0                         // 000000004C1C: C0060182 00000000
	v_mov_b32_e32 v0, 0                                        // 000000004C24: 7E000280
	s_waitcnt lgkmcnt(0)                                       // 000000004C28: BF8CC07F
	s_cmp_eq_u64 s[2:3], 0                                     // 000000004C2C: BF128002
	s_cselect_b64 s[0:1], -1, 0                                // 000000004C30: 858080C1
	v_cndmask_b32_e64 v1, 0, 1, s[0:1]                         // 000000004C34: D1000001 00010280
	global_store_dword v0, v1, s[6:7]                          // 000000004C3C: DC708000 00060100
	s_endpgm                                                   // 000000004C44: BF810000

inside:
	s_getpc_b64 s[0:1]                                         // 000000004D00: BE801C00
	s_add_u32 s0, s0, 0x2ea4                                   // 000000004D04: 8000FF00 00002EA4
	s_addc_u32 s1, s1, 0                                       // 000000004D0C: 8201FF01 00000000
	s_load_dwordx2 s[0:1], s[0:1], 0x0                         // 000000004D14: C0060000 00000000
	v_and_b32_e32 v1, 7, v0                                    // 000000004D1C: 26020087
	v_and_b32_e32 v4, 3, v0                                    // 000000004D20: 26080083
	v_lshlrev_b32_e32 v1, 2, v1                                // 000000004D24: 24020282
	v_lshlrev_b32_e32 v4, 2, v4                                // 000000004D28: 24080882
	s_waitcnt lgkmcnt(0)                                       // 000000004D2C: BF8CC07F
	v_pk_mov_b32 v[2:3], s[0:1], s[0:1] op_sel:[0,1]           // 000000004D30: D3B35002 18000000
	flat_load_dwordx2 v[2:3], v[2:3]                           // 000000004D38: DC540000 02000002
	s_getpc_b64 s[0:1]                                         // 000000004D40: BE801C00
	s_add_u32 s0, s0, 0x2e5c                                   // 000000004D44: 8000FF00 00002E5C
	s_addc_u32 s1, s1, 0                                       // 000000004D4C: 8201FF01 00000000
	s_load_dwordx2 s[0:1], s[0:1], 0x0                         // 000000004D54: C0060000 00000000
	s_getpc_b64 s[2:3]                                         // 000000004D5C: BE821C00
	s_add_u32 s2, s2, 0xffffe8e0                               // 000000004D60: 8002FF02 FFFFE8E0
	s_addc_u32 s3, s3, -1                                      // 000000004D68: 8203FF03 FFFFFFFF
	global_load_dword v6, v4, s[2:3]                           // 000000004D70: DC508000 06020004
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000004D78: 24000082
	s_waitcnt lgkmcnt(0)                                       // 000000004D7C: BF8CC07F
	v_mov_b32_e32 v4, s1                                       // 000000004D80: 7E080201
	v_add_co_u32_e32 v1, vcc, s0, v1                           // 000000004D84: 32020200
	v_addc_co_u32_e32 v5, vcc, 0, v4, vcc                      // 000000004D88: 380A0880
	v_add_co_u32_e32 v4, vcc, -12, v1                          // 000000004D8C: 320802CC
	v_addc_co_u32_e32 v5, vcc, -1, v5, vcc                     // 000000004D90: 380A0AC1
	s_load_dwordx2 s[0:1], s[4:5], 0x0                         // 000000004D94: C0060002 00000000
	flat_load_dword v1, v[4:5]                                 // 000000004D9C: DC500000 01000004
	s_waitcnt vmcnt(0)                                         // 000000004DA4: BF8C0F70
	flat_load_dword v7, v[2:3] offset:4                        // 000000004DA8: DC500004 07000002
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000004DB0: BF8C0070
	v_add3_u32 v1, v7, v1, v6                                  // 000000004DB4: D1FF0001 041A0307
	global_store_dword v0, v1, s[0:1]                          // 000000004DBC: DC708000 00000100
	s_endpgm                                                   // 000000004DC4: BF810000

zeros:
	v_mul_u32_u24_e32 v1, 0x3e8, v0                            // 000000004E00: 100200FF 000003E8
	v_lshlrev_b32_e32 v1, 2, v1                                // 000000004E08: 24020282
	s_getpc_b64 s[0:1]                                         // 000000004E0C: BE801C00
	s_add_u32 s0, s0, 0x2da0                                   // 000000004E10: 8000FF00 00002DA0
	s_addc_u32 s1, s1, 0                                       // 000000004E18: 8201FF01 00000000
	global_load_dword v2, v1, s[0:1]                           // 000000004E20: DC508000 02000001
	s_load_dwordx2 s[2:3], s[4:5], 0x0                         // 000000004E28: C0060082 00000000
	v_lshlrev_b32_e32 v3, 2, v0                                // 000000004E30: 24060082
	v_add_u32_e32 v0, 1, v0                                    // 000000004E34: 68000081
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000004E38: BF8C0070
	global_store_dword v3, v2, s[2:3]                          // 000000004E3C: DC708000 00020203
	global_store_dword v1, v0, s[0:1]                          // 000000004E44: DC708000 00000001
	s_endpgm                                                   // 000000004E4C: BF810000

dynamic:
	v_lshlrev_b32_e32 v1, 2, v0                                // 000000004F00: 24020082
	v_add_u32_e32 v2, 0, v1                                    // 000000004F04: 68040280
	ds_write_b32 v2, v0                                        // 000000004F08: D81A0000 00000002
	s_waitcnt lgkmcnt(0)                                       // 000000004F10: BF8CC07F
	s_barrier                                                  // 000000004F14: BF8A0000
	s_load_dword s2, s[4:5], 0x14                              // 000000004F18: C0020082 00000014
	s_load_dwordx2 s[0:1], s[4:5], 0x0                         // 000000004F20: C0060002 00000000
	s_waitcnt lgkmcnt(0)                                       // 000000004F28: BF8CC07F
	s_and_b32 s2, s2, 0xffff                                   // 000000004F2C: 8602FF02 0000FFFF
	v_xad_u32 v0, v0, -1, s2                                   // 000000004F34: D1F30000 00098300
	v_lshl_add_u32 v0, v0, 2, 0                                // 000000004F3C: D1FD0000 02010500
	ds_read_b32 v0, v0                                         // 000000004F44: D86C0000 00000000
	s_waitcnt lgkmcnt(0)                                       // 000000004F4C: BF8CC07F
	global_store_dword v1, v0, s[0:1]                          // 000000004F50: DC708000 00000001
	s_endpgm                                                   // 000000004F58: BF810000

hidden:
	s_load_dwordx4 s[0:3], s[6:7], 0x0                         // 000000005000: C00A0003 00000000
	v_mov_b32_e32 v0, 0                                        // 000000005008: 7E000280
	s_waitcnt lgkmcnt(0)                                       // 00000000500C: BF8CC07F
	s_ashr_i32 s5, s2, 31                                      // 000000005010: 90059F02
	s_mov_b32 s4, s2                                           // 000000005014: BE840002
	s_lshl_b64 s[4:5], s[4:5], 3                               // 000000005018: 8E848304
	s_add_u32 s4, s6, s4                                       // 00000000501C: 80040406
	s_addc_u32 s5, s7, s5                                      // 000000005020: 82050507
	s_load_dwordx2 s[4:5], s[4:5], 0x10                        // 000000005024: C0060102 00000010
	s_waitcnt lgkmcnt(0)                                       // 00000000502C: BF8CC07F
	s_cmp_eq_u64 s[4:5], 0                                     // 000000005030: BF128004
	s_cselect_b64 s[6:7], -1, 0                                // 000000005034: 858680C1
	v_cndmask_b32_e64 v1, 0, 1, s[6:7]                         // 000000005038: D1000001 00190280
	s_cmp_eq_u32 s3, 0                                         // 000000005040: BF068003
	global_store_dword v0, v1, s[0:1]                          // 000000005044: DC708000 00000100
	s_cbranch_scc1 5                                           // 00000000504C: BF850005 <hidden+0x64>
	global_load_dword v1, v0, s[4:5] offset:8                  // 000000005050: DC508008 01040000
	s_waitcnt vmcnt(0)                                         // 000000005058: BF8C0F70
	global_store_dword v0, v1, s[0:1] offset:4                 // 00000000505C: DC708004 00000100
	s_endpgm                                                   // 000000005064: BF810000

view:
	s_load_dword s6, s[4:5], 0x0                               // 000000005100: C0020182 00000000
	s_load_dwordx4 s[0:3], s[4:5], 0x8                         // 000000005108: C00A0002 00000008
	v_mov_b32_e32 v3, 0                                        // 000000005110: 7E060280
	s_waitcnt lgkmcnt(0)                                       // 000000005114: BF8CC07F
	v_add_u32_e32 v2, s6, v0                                   // 000000005118: 68040006
	v_lshlrev_b64 v[2:3], 2, v[2:3]                            // 00000000511C: D28F0002 00020482
	v_mov_b32_e32 v1, s1                                       // 000000005124: 7E020201
	v_add_co_u32_e32 v2, vcc, s0, v2                           // 000000005128: 32040400
	v_addc_co_u32_e32 v3, vcc, v1, v3, vcc                     // 00000000512C: 38060701
	global_load_dword v1, v[2:3], off                          // 000000005130: DC508000 017F0002
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000005138: 24000082
	s_waitcnt vmcnt(0)                                         // 00000000513C: BF8C0F70
	global_store_dword v0, v1, s[2:3]                          // 000000005140: DC708000 00020100
	s_endpgm                                                   // 000000005148: BF810000

pointers:
	s_load_dwordx4 s[0:3], s[4:5], 0x0                         // 000000005200: C00A0002 00000000
	v_lshlrev_b32_e32 v2, 2, v0                                // 000000005208: 24040082
	s_waitcnt lgkmcnt(0)                                       // 00000000520C: BF8CC07F
	s_load_dwordx2 s[0:1], s[0:1], 0x8                         // 000000005210: C0060000 00000008
	s_waitcnt lgkmcnt(0)                                       // 000000005218: BF8CC07F
	v_mov_b32_e32 v1, s1                                       // 00000000521C: 7E020201
	v_add_co_u32_e32 v0, vcc, s0, v2                           // 000000005220: 32000400
	v_addc_co_u32_e32 v1, vcc, 0, v1, vcc                      // 000000005224: 38020280
	flat_load_dword v0, v[0:1]                                 // 000000005228: DC500000 00000000
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000005230: BF8C0070
	global_store_dword v2, v0, s[2:3]                          // 000000005234: DC708000 00020002
	s_endpgm                                                   // 00000000523C: BF810000

add:
	s_load_dwordx4 s[0:3], s[4:5], 0x0                         // 000000005300: C00A0002 00000000
	s_load_dwordx2 s[6:7], s[4:5], 0x10                        // 000000005308: C0060182 00000010
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000005310: 24000082
	s_waitcnt lgkmcnt(0)                                       // 000000005314: BF8CC07F
	global_load_dword v1, v0, s[0:1]                           // 000000005318: DC508000 01000000
	global_load_dword v2, v0, s[2:3] offset:16                 // 000000005320: DC508010 02020000
	s_waitcnt vmcnt(0)                                         // 000000005328: BF8C0F70
	v_add_u32_e32 v1, v2, v1                                   // 00000000532C: 68020302
	global_store_dword v0, v1, s[6:7]                          // 000000005330: DC708000 00060100
	s_endpgm                                                   // 000000005338: BF810000

stuck:
	s_mov_b64 s[0:1], src_shared_base                          // 000000005400: BE8001EB
	s_mov_b32 s0, 0                                            // 000000005404: BE800080
	v_mov_b32_e32 v2, 0                                        // 000000005408: 7E040280
	v_mov_b32_e32 v3, s1                                       // 00000000540C: 7E060201
	v_cmp_gt_u32_e32 vcc, 64, v0                               // 000000005410: 7D9800C0
	flat_store_dword v[2:3], v2                                // 000000005414: DC700000 00000202
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 00000000541C: BF8C0070
	s_barrier                                                  // 000000005420: BF8A0000
	s_and_saveexec_b64 s[2:3], vcc                             // 000000005424: BE82206A
	s_cbranch_execz 20                                         // 000000005428: BF880014 <stuck+0x7C>
	s_mov_b64 s[6:7], src_shared_base                          // 00000000542C: BE8601EB
	v_mov_b32_e32 v3, s7                                       // 000000005430: 7E060207
	flat_load_dword v1, v[2:3] glc                             // 000000005434: DC510000 01000002
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 00000000543C: BF8C0070
	v_cmp_eq_u32_e32 vcc, 0, v1                                // 000000005440: 7D940280
	s_and_b64 exec, exec, vcc                                  // 000000005444: 86FE6A7E
	s_cbranch_execz 12                                         // 000000005448: BF88000C <stuck+0x7C>
	s_mov_b64 s[8:9], src_shared_base                          // 00000000544C: BE8801EB
	s_mov_b64 s[6:7], 0                                        // 000000005450: BE860180
	v_mov_b32_e32 v2, 0                                        // 000000005454: 7E040280
	v_mov_b32_e32 v3, s9                                       // 000000005458: 7E060209
	s_sleep 1                                                  // 00000000545C: BF8E0001
	flat_load_dword v1, v[2:3] glc                             // 000000005460: DC510000 01000002
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000005468: BF8C0070
	v_cmp_ne_u32_e32 vcc, 0, v1                                // 00000000546C: 7D9A0280
	s_or_b64 s[6:7], vcc, s[6:7]                               // 000000005470: 8786066A
	s_andn2_b64 exec, exec, s[6:7]                             // 000000005474: 89FE067E
	s_cbranch_execnz 65528                                     // 000000005478: BF89FFF8 <stuck+0x5C>
	s_or_b64 exec, exec, s[2:3]                                // 00000000547C: 87FE027E
	v_mov_b32_e32 v1, 1                                        // 000000005480: 7E020281
	v_pk_mov_b32 v[2:3], s[0:1], s[0:1] op_sel:[0,1]           // 000000005484: D3B35002 18000000
	s_barrier                                                  // 00000000548C: BF8A0000
	flat_store_dword v[2:3], v1                                // 000000005490: DC700000 00000102
	s_waitcnt vmcnt(0)                                         // 000000005498: BF8C0F70
	flat_load_dword v1, v[2:3] glc                             // 00000000549C: DC510000 01000002
	s_waitcnt vmcnt(0)                                         // 0000000054A4: BF8C0F70
	s_load_dwordx2 s[0:1], s[4:5], 0x0                         // 0000000054A8: C0060002 00000000
	v_lshlrev_b32_e32 v0, 2, v0                                // 0000000054B0: 24000082
	s_waitcnt lgkmcnt(0)                                       // 0000000054B4: BF8CC07F
	global_store_dword v0, v1, s[0:1]                          // 0000000054B8: DC708000 00000100
	s_endpgm                                                   // 0000000054C0: BF810000

handshake:
	s_load_dwordx2 s[0:1], s[4:5], 0x0                         // 000000005500: C0060002 00000000
	s_cmp_lg_u32 s6, 0                                         // 000000005508: BF078006
	s_cbranch_scc0 14                                          // 00000000550C: BF84000E <handshake+0x48>
	s_load_dword s2, s[4:5], 0x8                               // 000000005510: C0020082 00000008
	s_waitcnt lgkmcnt(0)                                       // 000000005518: BF8CC07F
	s_add_i32 s2, s2, -1                                       // 00000000551C: 8102C102
	s_cmp_lg_u32 s6, s2                                        // 000000005520: BF070206
	s_cbranch_scc1 6                                           // 000000005524: BF850006 <handshake+0x40>
	v_mov_b32_e32 v2, 1                                        // 000000005528: 7E040281
	v_pk_mov_b32 v[0:1], s[0:1], s[0:1] op_sel:[0,1]           // 00000000552C: D3B35000 18000000
	flat_store_dword v[0:1], v2                                // 000000005534: DC700000 00000200
	s_waitcnt vmcnt(0)                                         // 00000000553C: BF8C0F70
	s_cbranch_execz 1                                          // 000000005540: BF880001 <handshake+0x48>
	s_branch 20                                                // 000000005544: BF820014 <handshake+0x98>
	s_waitcnt lgkmcnt(0)                                       // 000000005548: BF8CC07F
	v_pk_mov_b32 v[0:1], s[0:1], s[0:1] op_sel:[0,1]           // 00000000554C: D3B35000 18000000
	flat_load_dword v0, v[0:1] glc                             // 000000005554: DC510000 00000000
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 00000000555C: BF8C0070
	v_cmp_eq_u32_e32 vcc, 0, v0                                // 000000005560: 7D940080
	s_and_saveexec_b64 s[2:3], vcc                             // 000000005564: BE82206A
	s_cbranch_execz 11                                         // 000000005568: BF88000B <handshake+0x98>
	s_mov_b64 s[2:3], 0                                        // 00000000556C: BE820180
	v_pk_mov_b32 v[0:1], s[0:1], s[0:1] op_sel:[0,1]           // 000000005570: D3B35000 18000000
	s_sleep 1                                                  // 000000005578: BF8E0001
	flat_load_dword v2, v[0:1] glc                             // 00000000557C: DC510000 02000000
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000005584: BF8C0070
	v_cmp_ne_u32_e32 vcc, 0, v2                                // 000000005588: 7D9A0480
	s_or_b64 s[2:3], vcc, s[2:3]                               // 00000000558C: 8782026A
	s_andn2_b64 exec, exec, s[2:3]                             // 000000005590: 89FE027E
	s_cbranch_execnz 65528                                     // 000000005594: BF89FFF8 <handshake+0x78>
	s_endpgm                                                   // 000000005598: BF810000

_Z5savesi:
	s_waitcnt vmcnt(0) expcnt(0) lgkmcnt(0)                    // 00000000559C: BF8C0000
	s_xor_saveexec_b64 s[4:5], -1                              // 0000000055A0: BE8422C1
	buffer_store_dword v1, off, s[0:3], s32 offset:4           // 0000000055A4: E0700004 20000100
	s_mov_b64 exec, s[4:5]                                     // 0000000055AC: BEFE0104
	buffer_store_dword v44, off, s[0:3], s32                   // 0000000055B0: E0700000 20002C00
	v_writelane_b32 v1, s34, 0                                 // 0000000055B8: D28A0001 00010022
	v_mov_b32_e32 v44, v0                                      // 0000000055C0: 7E580300
	s_mov_b32 s34, 5                                           // 0000000055C4: BEA20085
	v_mov_b32_e32 v0, v44                                      // 0000000055C8: 7E00032C
	buffer_load_dword v44, off, s[0:3], s32                    // 0000000055CC: E0500000 20002C00
	v_add_u32_e32 v0, 1, v0                                    // 0000000055D4: 68000081
	v_readlane_b32 s34, v1, 0                                  // 0000000055D8: D2890022 00010101
	s_xor_saveexec_b64 s[4:5], -1                              // 0000000055E0: BE8422C1
	buffer_load_dword v1, off, s[0:3], s32 offset:4            // 0000000055E4: E0500004 20000100
	s_mov_b64 exec, s[4:5]                                     // 0000000055EC: BEFE0104
	s_waitcnt vmcnt(0)                                         // 0000000055F0: BF8C0F70
	s_setpc_b64 s[30:31]                                       // 0000000055F4: BE801D1E

calls:
	s_add_u32 s0, s0, s7                                       // 000000005600: 80000700
	s_load_dwordx2 s[6:7], s[4:5], 0x0                         // 000000005604: C0060182 00000000
	s_addc_u32 s1, s1, 0                                       // 00000000560C: 82018001
	s_getpc_b64 s[4:5]                                         // 000000005610: BE841C00
	s_add_u32 s4, s4, 0xffffff88                               // 000000005614: 8004FF04 FFFFFF88
	s_addc_u32 s5, s5, -1                                      // 00000000561C: 8205FF05 FFFFFFFF
	s_mov_b32 s32, 0                                           // 000000005624: BEA00080
	v_mov_b32_e32 v2, v0                                       // 000000005628: 7E040300
	s_swappc_b64 s[30:31], s[4:5]                              // 00000000562C: BE9E1E04
	v_lshlrev_b32_e32 v1, 2, v2                                // 000000005630: 24020482
	global_store_dword v1, v0, s[6:7]                          // 000000005634: DC708000 00060001
	s_endpgm                                                   // 00000000563C: BF810000

_ZN5Shape4areaEi:
	s_waitcnt vmcnt(0) expcnt(0) lgkmcnt(0)                    // 000000005640: BF8C0000
	v_mov_b32_e32 v0, v2                                       // 000000005644: 7E000302
	s_setpc_b64 s[30:31]                                       // 000000005648: BE801D1E

_ZN3Box4areaEi:
	s_waitcnt vmcnt(0) expcnt(0) lgkmcnt(0)                    // 00000000564C: BF8C0000
	flat_load_dword v0, v[0:1] offset:8                        // 000000005650: DC500008 00000000
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000005658: BF8C0070
	v_mul_lo_u32 v0, v0, v2                                    // 00000000565C: D2850000 00020500
	s_setpc_b64 s[30:31]                                       // 000000005664: BE801D1E
