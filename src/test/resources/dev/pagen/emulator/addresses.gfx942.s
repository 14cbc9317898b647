_Z6triplei:
	s_waitcnt vmcnt(0) expcnt(0) lgkmcnt(0)                    // 000000004700: BF8C0000
	v_lshl_add_u32 v0, v0, 1, v0                               // 000000004704: D1FD0000 04010300
	s_setpc_b64 s[30:31]                                       // 00000000470C: BE801D1E

_Z4lessi:
	s_waitcnt vmcnt(0) expcnt(0) lgkmcnt(0)                    // 000000004710: BF8C0000
	v_add_u32_e32 v0, 0xffffff9c, v0                           // 000000004714: 680000FF FFFFFF9C
	s_setpc_b64 s[30:31]                                       // 00000000471C: BE801D1E

table:
	v_mov_b32_e32 v31, v0                                      // 000000004800: 7E3E0300
	v_and_b32_e32 v40, 0x3ff, v31                              // 000000004804: 26503EFF 000003FF
	v_and_b32_e32 v0, 1, v40                                   // 00000000480C: 26005081
	s_mov_b64 s[38:39], s[0:1]                                 // 000000004810: BEA60100
	v_lshlrev_b32_e32 v0, 3, v0                                // 000000004814: 24000083
	s_getpc_b64 s[0:1]                                         // 000000004818: BE801C00
	s_add_u32 s0, s0, 0x3344                                   // 00000000481C: 8000FF00 00003344
	s_addc_u32 s1, s1, 0                                       // 000000004824: 8201FF01 00000000
	global_load_dwordx2 v[2:3], v0, s[0:1]                     // 00000000482C: DC548000 02000000
	s_load_dwordx2 s[52:53], s[4:5], 0x0                       // 000000004834: C0060D02 00000000
	s_add_u32 s48, s4, 8                                       // 00000000483C: 80308804
	s_mov_b32 s33, s10                                         // 000000004840: BEA1000A
	s_mov_b32 s50, s9                                          // 000000004844: BEB20009
	s_mov_b32 s51, s8                                          // 000000004848: BEB30008
	s_mov_b64 s[34:35], s[6:7]                                 // 00000000484C: BEA20106
	s_mov_b64 s[36:37], s[2:3]                                 // 000000004850: BEA40102
	s_addc_u32 s49, s5, 0                                      // 000000004854: 82318005
	s_mov_b64 s[54:55], exec                                   // 000000004858: BEB6017E
	s_mov_b32 s32, 0                                           // 00000000485C: BEA00080
	s_waitcnt vmcnt(0)                                         // 000000004860: BF8C0F70
	v_readfirstlane_b32 s0, v2                                 // 000000004864: 7E000502
	v_readfirstlane_b32 s1, v3                                 // 000000004868: 7E020503
	s_nop 1                                                    // 00000000486C: BF800001
	v_cmp_eq_u64_e32 vcc, s[0:1], v[2:3]                       // 000000004870: 7DD40400
	s_and_saveexec_b64 s[64:65], vcc                           // 000000004874: BEC0206A
	s_mov_b64 s[4:5], s[38:39]                                 // 000000004878: BE840126
	s_mov_b64 s[6:7], s[36:37]                                 // 00000000487C: BE860124
	s_mov_b64 s[8:9], s[48:49]                                 // 000000004880: BE880130
	s_mov_b64 s[10:11], s[34:35]                               // 000000004884: BE8A0122
	s_mov_b32 s12, s51                                         // 000000004888: BE8C0033
	s_mov_b32 s13, s50                                         // 00000000488C: BE8D0032
	s_mov_b32 s14, s33                                         // 000000004890: BE8E0021
	v_mov_b32_e32 v0, v40                                      // 000000004894: 7E000328
	s_swappc_b64 s[30:31], s[0:1]                              // 000000004898: BE9E1E00
	s_xor_b64 exec, exec, s[64:65]                             // 00000000489C: 88FE407E
	s_cbranch_execnz 65519                                     // 0000000048A0: BF89FFEF <table+0x60>
	s_mov_b64 exec, s[54:55]                                   // 0000000048A4: BEFE0136
	v_lshlrev_b32_e32 v1, 2, v40                               // 0000000048A8: 24025082
	global_store_dword v1, v0, s[52:53]                        // 0000000048AC: DC708000 00340001
	s_endpgm                                                   // 0000000048B4: BF810000

text:
	s_getpc_b64 s[2:3]                                         // 000000004900: BE821C00
	s_add_u32 s2, s2, 0x326c                                   // 000000004904: 8002FF02 0000326C
	s_addc_u32 s3, s3, 0                                       // 00000000490C: 8203FF03 00000000
	s_load_dwordx2 s[2:3], s[2:3], 0x0                         // 000000004914: C0060081 00000000
	v_mul_u32_u24_e32 v1, 0x3334, v0                           // 00000000491C: 100200FF 00003334
	v_mov_b32_e32 v2, 5                                        // 000000004924: 7E040285
	v_mul_lo_u16_sdwa v1, v1, v2 dst_sel:DWORD dst_unused:UNUSED_PAD src0_sel:WORD_1 src1_sel:DWORD // 000000004928: 520204F9 06050601
	v_sub_u16_e32 v2, v0, v1                                   // 000000004930: 4E040300
	v_mov_b32_e32 v3, 0                                        // 000000004934: 7E060280
	s_waitcnt lgkmcnt(0)                                       // 000000004938: BF8CC07F
	v_lshl_add_u64 v[2:3], s[2:3], 0, v[2:3]                   // 00000000493C: D2080002 04090002
	flat_load_sbyte v1, v[2:3]                                 // 000000004944: DC440000 01000002
	s_load_dwordx2 s[0:1], s[0:1], 0x0                         // 00000000494C: C0060000 00000000
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000004954: 24000082
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000004958: BF8C0070
	global_store_dword v0, v1, s[0:1]                          // 00000000495C: DC708000 00000100
	s_endpgm                                                   // 000000004964: BF810000

virtuals:
	s_mov_b64 s[38:39], s[0:1]                                 // 000000004A00: BEA60100
	s_getpc_b64 s[0:1]                                         // 000000004A04: BE801C00
	s_add_u32 s0, s0, 0x2088                                   // 000000004A08: 8000FF00 00002088
	s_addc_u32 s1, s1, 0                                       // 000000004A10: 8201FF01 00000000
	v_mov_b32_e32 v31, v0                                      // 000000004A18: 7E3E0300
	v_mov_b64_e32 v[0:1], s[0:1]                               // 000000004A1C: 7E007000
	s_getpc_b64 s[0:1]                                         // 000000004A20: BE801C00
	s_add_u32 s0, s0, 0x2084                                   // 000000004A24: 8000FF00 00002084
	s_addc_u32 s1, s1, 0                                       // 000000004A2C: 8201FF01 00000000
	scratch_store_dwordx2 off, v[0:1], off                     // 000000004A34: DC744000 007F0000
	v_mov_b64_e32 v[0:1], s[0:1]                               // 000000004A3C: 7E007000
	v_and_b32_e32 v40, 0x3ff, v31                              // 000000004A40: 26503EFF 000003FF
	scratch_store_dwordx2 off, v[0:1], off offset:8            // 000000004A48: DC744008 007F0000
	v_and_b32_e32 v0, 1, v40                                   // 000000004A50: 26005081
	v_mov_b32_e32 v1, 8                                        // 000000004A54: 7E020288
	v_mov_b32_e32 v2, 0                                        // 000000004A58: 7E040280
	v_cmp_eq_u32_e32 vcc, 0, v0                                // 000000004A5C: 7D940080
	s_load_dwordx2 s[52:53], s[4:5], 0x0                       // 000000004A60: C0060D02 00000000
	s_add_u32 s48, s4, 8                                       // 000000004A68: 80308804
	v_cndmask_b32_e32 v0, v1, v2, vcc                          // 000000004A6C: 00000501
	scratch_load_dwordx2 v[2:3], v0, off                       // 000000004A70: DC546000 027F0000
	s_mov_b32 s33, s10                                         // 000000004A78: BEA1000A
	s_mov_b32 s50, s9                                          // 000000004A7C: BEB20009
	s_mov_b32 s51, s8                                          // 000000004A80: BEB30008
	s_mov_b64 s[34:35], s[6:7]                                 // 000000004A84: BEA20106
	s_mov_b64 s[36:37], s[2:3]                                 // 000000004A88: BEA40102
	v_mov_b32_e32 v1, 7                                        // 000000004A8C: 7E020287
	s_mov_b64 s[54:55], src_private_base                       // 000000004A90: BEB601ED
	s_addc_u32 s49, s5, 0                                      // 000000004A94: 82318005
	s_mov_b64 s[64:65], exec                                   // 000000004A98: BEC0017E
	s_mov_b32 s32, 32                                          // 000000004A9C: BEA000A0
	scratch_store_dword off, v1, off offset:16                 // 000000004AA0: DC704010 007F0100
	s_waitcnt vmcnt(1)                                         // 000000004AA8: BF8C0F71
	global_load_dwordx2 v[2:3], v[2:3], off                    // 000000004AAC: DC548000 027F0002
	s_waitcnt vmcnt(0)                                         // 000000004AB4: BF8C0F70
	v_readfirstlane_b32 s0, v2                                 // 000000004AB8: 7E000502
	v_readfirstlane_b32 s1, v3                                 // 000000004ABC: 7E020503
	s_nop 1                                                    // 000000004AC0: BF800001
	v_cmp_eq_u64_e32 vcc, s[0:1], v[2:3]                       // 000000004AC4: 7DD40400
	s_and_saveexec_b64 s[66:67], vcc                           // 000000004AC8: BEC2206A
	s_mov_b64 s[4:5], s[38:39]                                 // 000000004ACC: BE840126
	s_mov_b64 s[6:7], s[36:37]                                 // 000000004AD0: BE860124
	s_mov_b64 s[8:9], s[48:49]                                 // 000000004AD4: BE880130
	s_mov_b64 s[10:11], s[34:35]                               // 000000004AD8: BE8A0122
	s_mov_b32 s12, s51                                         // 000000004ADC: BE8C0033
	s_mov_b32 s13, s50                                         // 000000004AE0: BE8D0032
	s_mov_b32 s14, s33                                         // 000000004AE4: BE8E0021
	v_mov_b32_e32 v1, s55                                      // 000000004AE8: 7E020237
	v_mov_b32_e32 v2, v40                                      // 000000004AEC: 7E040328
	s_swappc_b64 s[30:31], s[0:1]                              // 000000004AF0: BE9E1E00
	v_mov_b32_e32 v1, v0                                       // 000000004AF4: 7E020300
	s_xor_b64 exec, exec, s[66:67]                             // 000000004AF8: 88FE427E
	s_cbranch_execnz 65517                                     // 000000004AFC: BF89FFED <virtuals+0xB4>
	s_mov_b64 exec, s[64:65]                                   // 000000004B00: BEFE0140
	v_lshlrev_b32_e32 v0, 2, v40                               // 000000004B04: 24005082
	global_store_dword v0, v1, s[52:53]                        // 000000004B08: DC708000 00340100
	s_endpgm                                                   // 000000004B10: BF810000

null:
	s_getpc_b64 s[2:3]                                         // 000000004C00: BE821C00
	s_add_u32 s2, s2, 0x2f6c                                   // 000000004C04: 8002FF02 00002F6C
	s_addc_u32 s3, s3, 0                                       // 000000004C0C: 8203FF03 00000000
	s_load_dwordx2 s[4:5], s[2:3], 0x0                         // 000000004C14: C0060101 00000000
	s_load_dwordx2 s[6:7], s[0:1], 0x0                         // 000000004C1C: C0060180 00000000
	v_mov_b32_e32 v0, 0                                        // 000000004C24: 7E000280
	s_waitcnt lgkmcnt(0)                                       // 000000004C28: BF8CC07F
	s_cmp_eq_u64 s[4:5], 0                                     // 000000004C2C: BF128004
	s_cselect_b64 s[0:1], -1, 0                                // 000000004C30: 858080C1
	v_cndmask_b32_e64 v1, 0, 1, s[0:1]                         // 000000004C34: D1000001 00010280
	global_store_dword v0, v1, s[6:7]                          // 000000004C3C: DC708000 00060100
	s_endpgm                                                   // 000000004C44: BF810000

inside:
	s_getpc_b64 s[2:3]                                         // 000000004D00: BE821C00
	s_add_u32 s2, s2, 0x2ea4                                   // 000000004D04: 8002FF02 00002EA4
	s_addc_u32 s3, s3, 0                                       // 000000004D0C: 8203FF03 00000000
	s_load_dwordx2 s[2:3], s[2:3], 0x0                         // 000000004D14: C0060081 00000000
	v_and_b32_e32 v1, 7, v0                                    // 000000004D1C: 26020087
	v_mov_b32_e32 v5, 0                                        // 000000004D20: 7E0A0280
	v_lshlrev_b32_e32 v4, 2, v1                                // 000000004D24: 24080282
	v_and_b32_e32 v6, 3, v0                                    // 000000004D28: 260C0083
	s_waitcnt lgkmcnt(0)                                       // 000000004D2C: BF8CC07F
	v_mov_b64_e32 v[2:3], s[2:3]                               // 000000004D30: 7E047002
	flat_load_dwordx2 v[2:3], v[2:3]                           // 000000004D34: DC540000 02000002
	s_getpc_b64 s[2:3]                                         // 000000004D3C: BE821C00
	s_add_u32 s2, s2, 0x2e60                                   // 000000004D40: 8002FF02 00002E60
	s_addc_u32 s3, s3, 0                                       // 000000004D48: 8203FF03 00000000
	s_load_dwordx2 s[2:3], s[2:3], 0x0                         // 000000004D50: C0060081 00000000
	s_getpc_b64 s[4:5]                                         // 000000004D58: BE841C00
	s_add_u32 s4, s4, 0xffffe8e4                               // 000000004D5C: 8004FF04 FFFFE8E4
	s_addc_u32 s5, s5, -1                                      // 000000004D64: 8205FF05 FFFFFFFF
	v_lshlrev_b32_e32 v1, 2, v6                                // 000000004D6C: 24020C82
	global_load_dword v1, v1, s[4:5]                           // 000000004D70: DC508000 01040001
	s_load_dwordx2 s[0:1], s[0:1], 0x0                         // 000000004D78: C0060000 00000000
	s_waitcnt lgkmcnt(0)                                       // 000000004D80: BF8CC07F
	v_lshl_add_u64 v[4:5], s[2:3], 0, v[4:5]                   // 000000004D84: D2080004 04110002
	v_add_co_u32_e32 v4, vcc, -12, v4                          // 000000004D8C: 320808CC
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000004D90: 24000082
	s_nop 0                                                    // 000000004D94: BF800000
	v_addc_co_u32_e32 v5, vcc, -1, v5, vcc                     // 000000004D98: 380A0AC1
	flat_load_dword v6, v[4:5]                                 // 000000004D9C: DC500000 06000004
	s_waitcnt vmcnt(0)                                         // 000000004DA4: BF8C0F70
	flat_load_dword v7, v[2:3] offset:4                        // 000000004DA8: DC500004 07000002
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000004DB0: BF8C0070
	v_add3_u32 v1, v7, v6, v1                                  // 000000004DB4: D1FF0001 04060D07
	global_store_dword v0, v1, s[0:1]                          // 000000004DBC: DC708000 00000100
	s_endpgm                                                   // 000000004DC4: BF810000

zeros:
	v_mul_u32_u24_e32 v1, 0x3e8, v0                            // 000000004E00: 100200FF 000003E8
	v_lshlrev_b32_e32 v1, 2, v1                                // 000000004E08: 24020282
	s_getpc_b64 s[2:3]                                         // 000000004E0C: BE821C00
	s_add_u32 s2, s2, 0x2da0                                   // 000000004E10: 8002FF02 00002DA0
	s_addc_u32 s3, s3, 0                                       // 000000004E18: 8203FF03 00000000
	global_load_dword v2, v1, s[2:3]                           // 000000004E20: DC508000 02020001
	s_load_dwordx2 s[0:1], s[0:1], 0x0                         // 000000004E28: C0060000 00000000
	v_lshlrev_b32_e32 v3, 2, v0                                // 000000004E30: 24060082
	v_add_u32_e32 v0, 1, v0                                    // 000000004E34: 68000081
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000004E38: BF8C0070
	global_store_dword v3, v2, s[0:1]                          // 000000004E3C: DC708000 00000203
	global_store_dword v1, v0, s[2:3]                          // 000000004E44: DC708000 00020001
	s_endpgm                                                   // 000000004E4C: BF810000

dynamic:
	v_lshlrev_b32_e32 v1, 2, v0                                // 000000004F00: 24020082
	v_add_u32_e32 v2, 0, v1                                    // 000000004F04: 68040280
	ds_write_b32 v2, v0                                        // 000000004F08: D81A0000 00000002
	s_waitcnt lgkmcnt(0)                                       // 000000004F10: BF8CC07F
	s_barrier                                                  // 000000004F14: BF8A0000
	s_load_dword s4, s[0:1], 0x14                              // 000000004F18: C0020100 00000014
	s_load_dwordx2 s[2:3], s[0:1], 0x0                         // 000000004F20: C0060080 00000000
	s_waitcnt lgkmcnt(0)                                       // 000000004F28: BF8CC07F
	s_and_b32 s0, s4, 0xffff                                   // 000000004F2C: 8600FF04 0000FFFF
	v_xad_u32 v0, v0, -1, s0                                   // 000000004F34: D1F30000 00018300
	v_lshl_add_u32 v0, v0, 2, 0                                // 000000004F3C: D1FD0000 02010500
	ds_read_b32 v0, v0                                         // 000000004F44: D86C0000 00000000
	s_waitcnt lgkmcnt(0)                                       // 000000004F4C: BF8CC07F
	global_store_dword v1, v0, s[2:3]                          // 000000004F50: DC708000 00020001
	s_endpgm                                                   // 000000004F58: BF810000

hidden:
	s_load_dwordx4 s[4:7], s[2:3], 0x0                         // 000000005000: C00A0101 00000000
	v_mov_b32_e32 v0, 0                                        // 000000005008: 7E000280
	s_waitcnt lgkmcnt(0)                                       // 00000000500C: BF8CC07F
	s_ashr_i32 s1, s6, 31                                      // 000000005010: 90019F06
	s_mov_b32 s0, s6                                           // 000000005014: BE800006
	s_lshl_b64 s[0:1], s[0:1], 3                               // 000000005018: 8E808300
	s_add_u32 s0, s2, s0                                       // 00000000501C: 80000002
	s_addc_u32 s1, s3, s1                                      // 000000005020: 82010103
	s_load_dwordx2 s[0:1], s[0:1], 0x10                        // 000000005024: C0060000 00000010
	s_waitcnt lgkmcnt(0)                                       // 00000000502C: BF8CC07F
	s_cmp_eq_u64 s[0:1], 0                                     // 000000005030: BF128000
	s_cselect_b64 s[2:3], -1, 0                                // 000000005034: 858280C1
	v_cndmask_b32_e64 v1, 0, 1, s[2:3]                         // 000000005038: D1000001 00090280
	s_cmp_eq_u32 s7, 0                                         // 000000005040: BF068007
	global_store_dword v0, v1, s[4:5]                          // 000000005044: DC708000 00040100
	s_cbranch_scc1 5                                           // 00000000504C: BF850005 <hidden+0x64>
	global_load_dword v1, v0, s[0:1] offset:8                  // 000000005050: DC508008 01000000
	s_waitcnt vmcnt(0)                                         // 000000005058: BF8C0F70
	global_store_dword v0, v1, s[4:5] offset:4                 // 00000000505C: DC708004 00040100
	s_endpgm                                                   // 000000005064: BF810000

view:
	s_load_dwordx4 s[4:7], s[0:1], 0x8                         // 000000005100: C00A0100 00000008
	s_load_dword s2, s[0:1], 0x0                               // 000000005108: C0020080 00000000
	v_mov_b32_e32 v5, 0                                        // 000000005110: 7E0A0280
	s_waitcnt lgkmcnt(0)                                       // 000000005114: BF8CC07F
	v_mov_b32_e32 v2, s4                                       // 000000005118: 7E040204
	v_mov_b32_e32 v3, s5                                       // 00000000511C: 7E060205
	v_add_u32_e32 v4, s2, v0                                   // 000000005120: 68080002
	v_lshl_add_u64 v[2:3], v[4:5], 2, v[2:3]                   // 000000005124: D2080002 04090504
	global_load_dword v1, v[2:3], off                          // 00000000512C: DC508000 017F0002
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000005134: 24000082
	s_waitcnt vmcnt(0)                                         // 000000005138: BF8C0F70
	global_store_dword v0, v1, s[6:7]                          // 00000000513C: DC708000 00060100
	s_endpgm                                                   // 000000005144: BF810000

pointers:
	s_load_dwordx4 s[0:3], s[0:1], 0x0                         // 000000005200: C00A0000 00000000
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000005208: 24000082
	v_mov_b32_e32 v1, 0                                        // 00000000520C: 7E020280
	s_waitcnt lgkmcnt(0)                                       // 000000005210: BF8CC07F
	s_load_dwordx2 s[0:1], s[0:1], 0x8                         // 000000005214: C0060000 00000008
	s_waitcnt lgkmcnt(0)                                       // 00000000521C: BF8CC07F
	v_lshl_add_u64 v[2:3], s[0:1], 0, v[0:1]                   // 000000005220: D2080002 04010000
	flat_load_dword v1, v[2:3]                                 // 000000005228: DC500000 01000002
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000005230: BF8C0070
	global_store_dword v0, v1, s[2:3]                          // 000000005234: DC708000 00020100
	s_endpgm                                                   // 00000000523C: BF810000

add:
	s_load_dwordx4 s[4:7], s[0:1], 0x0                         // 000000005300: C00A0100 00000000
	s_load_dwordx2 s[2:3], s[0:1], 0x10                        // 000000005308: C0060080 00000010
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000005310: 24000082
	s_waitcnt lgkmcnt(0)                                       // 000000005314: BF8CC07F
	global_load_dword v1, v0, s[4:5]                           // 000000005318: DC508000 01040000
	global_load_dword v2, v0, s[6:7] offset:16                 // 000000005320: DC508010 02060000
	s_waitcnt vmcnt(0)                                         // 000000005328: BF8C0F70
	v_add_u32_e32 v1, v2, v1                                   // 00000000532C: 68020302
	global_store_dword v0, v1, s[2:3]                          // 000000005330: DC708000 00020100
	s_endpgm                                                   // 000000005338: BF810000

stuck:
	s_mov_b64 s[2:3], src_shared_base                          // 000000005400: BE8201EB
	s_mov_b32 s2, 0                                            // 000000005404: BE820080
	v_mov_b32_e32 v2, 0                                        // 000000005408: 7E040280
	v_mov_b32_e32 v3, s3                                       // 00000000540C: 7E060203
	v_cmp_gt_u32_e32 vcc, 64, v0                               // 000000005410: 7D9800C0
	flat_store_dword v[2:3], v2 sc0 sc1                        // 000000005414: DE710000 00000202
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 00000000541C: BF8C0070
	s_barrier                                                  // 000000005420: BF8A0000
	s_and_saveexec_b64 s[4:5], vcc                             // 000000005424: BE84206A
	s_cbranch_execz 20                                         // 000000005428: BF880014 <stuck+0x7C>
	s_mov_b64 s[6:7], src_shared_base                          // 00000000542C: BE8601EB
	v_mov_b32_e32 v3, s7                                       // 000000005430: 7E060207
	flat_load_dword v1, v[2:3] sc0 sc1                         // 000000005434: DE510000 01000002
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 00000000543C: BF8C0070
	v_cmp_eq_u32_e32 vcc, 0, v1                                // 000000005440: 7D940280
	s_and_b64 exec, exec, vcc                                  // 000000005444: 86FE6A7E
	s_cbranch_execz 12                                         // 000000005448: BF88000C <stuck+0x7C>
	s_mov_b64 s[8:9], src_shared_base                          // 00000000544C: BE8801EB
	s_mov_b64 s[6:7], 0                                        // 000000005450: BE860180
	v_mov_b32_e32 v2, 0                                        // 000000005454: 7E040280
	v_mov_b32_e32 v3, s9                                       // 000000005458: 7E060209
	s_sleep 1                                                  // 00000000545C: BF8E0001
	flat_load_dword v1, v[2:3] sc0 sc1                         // 000000005460: DE510000 01000002
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000005468: BF8C0070
	v_cmp_ne_u32_e32 vcc, 0, v1                                // 00000000546C: 7D9A0280
	s_or_b64 s[6:7], vcc, s[6:7]                               // 000000005470: 8786066A
	s_andn2_b64 exec, exec, s[6:7]                             // 000000005474: 89FE067E
	s_cbranch_execnz 65528                                     // 000000005478: BF89FFF8 <stuck+0x5C>
	s_or_b64 exec, exec, s[4:5]                                // 00000000547C: 87FE047E
	v_mov_b32_e32 v1, 1                                        // 000000005480: 7E020281
	v_mov_b64_e32 v[2:3], s[2:3]                               // 000000005484: 7E047002
	s_barrier                                                  // 000000005488: BF8A0000
	flat_store_dword v[2:3], v1 sc0 sc1                        // 00000000548C: DE710000 00000102
	s_waitcnt vmcnt(0)                                         // 000000005494: BF8C0F70
	flat_load_dword v1, v[2:3] sc0 sc1                         // 000000005498: DE510000 01000002
	s_waitcnt vmcnt(0)                                         // 0000000054A0: BF8C0F70
	s_load_dwordx2 s[0:1], s[0:1], 0x0                         // 0000000054A4: C0060000 00000000
	v_lshlrev_b32_e32 v0, 2, v0                                // 0000000054AC: 24000082
	s_waitcnt lgkmcnt(0)                                       // 0000000054B0: BF8CC07F
	global_store_dword v0, v1, s[0:1]                          // 0000000054B4: DC708000 00000100
	s_endpgm                                                   // 0000000054BC: BF810000

handshake:
	s_load_dwordx2 s[4:5], s[0:1], 0x0                         // 000000005500: C0060100 00000000
	s_cmp_lg_u32 s2, 0                                         // 000000005508: BF078002
	s_cbranch_scc0 13                                          // 00000000550C: BF84000D <handshake+0x44>
	s_load_dword s0, s[0:1], 0x8                               // 000000005510: C0020000 00000008
	s_waitcnt lgkmcnt(0)                                       // 000000005518: BF8CC07F
	s_add_i32 s0, s0, -1                                       // 00000000551C: 8100C100
	s_cmp_lg_u32 s2, s0                                        // 000000005520: BF070002
	s_cbranch_scc1 5                                           // 000000005524: BF850005 <handshake+0x3C>
	v_mov_b32_e32 v2, 1                                        // 000000005528: 7E040281
	v_mov_b64_e32 v[0:1], s[4:5]                               // 00000000552C: 7E007004
	flat_store_dword v[0:1], v2 sc0 sc1                        // 000000005530: DE710000 00000200
	s_waitcnt vmcnt(0)                                         // 000000005538: BF8C0F70
	s_cbranch_execz 1                                          // 00000000553C: BF880001 <handshake+0x44>
	s_branch 18                                                // 000000005540: BF820012 <handshake+0x8C>
	s_waitcnt lgkmcnt(0)                                       // 000000005544: BF8CC07F
	v_mov_b64_e32 v[0:1], s[4:5]                               // 000000005548: 7E007004
	flat_load_dword v0, v[0:1] sc0 sc1                         // 00000000554C: DE510000 00000000
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000005554: BF8C0070
	v_cmp_eq_u32_e32 vcc, 0, v0                                // 000000005558: 7D940080
	s_and_saveexec_b64 s[0:1], vcc                             // 00000000555C: BE80206A
	s_cbranch_execz 10                                         // 000000005560: BF88000A <handshake+0x8C>
	s_mov_b64 s[0:1], 0                                        // 000000005564: BE800180
	v_mov_b64_e32 v[0:1], s[4:5]                               // 000000005568: 7E007004
	s_sleep 1                                                  // 00000000556C: BF8E0001
	flat_load_dword v2, v[0:1] sc0 sc1                         // 000000005570: DE510000 02000000
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000005578: BF8C0070
	v_cmp_ne_u32_e32 vcc, 0, v2                                // 00000000557C: 7D9A0480
	s_or_b64 s[0:1], vcc, s[0:1]                               // 000000005580: 8780006A
	s_andn2_b64 exec, exec, s[0:1]                             // 000000005584: 89FE007E
	s_cbranch_execnz 65528                                     // 000000005588: BF89FFF8 <handshake+0x6C>
	s_endpgm                                                   // 00000000558C: BF810000

_Z5savesi:
	s_waitcnt vmcnt(0) expcnt(0) lgkmcnt(0)                    // 000000005590: BF8C0000
	s_xor_saveexec_b64 s[0:1], -1                              // 000000005594: BE8022C1
	scratch_store_dword off, v1, s32 offset:4                  // 000000005598: DC704004 00200100
	s_mov_b64 exec, s[0:1]                                     // 0000000055A0: BEFE0100
	scratch_store_dword off, v44, s32                          // 0000000055A4: DC704000 00202C00
	v_writelane_b32 v1, s34, 0                                 // 0000000055AC: D28A0001 00010022
	v_mov_b32_e32 v44, v0                                      // 0000000055B4: 7E580300
	s_mov_b32 s34, 5                                           // 0000000055B8: BEA20085
	s_nop 0                                                    // 0000000055BC: BF800000
	v_mov_b32_e32 v0, v44                                      // 0000000055C0: 7E00032C
	scratch_load_dword v44, off, s32                           // 0000000055C4: DC504000 2C200000
	v_add_u32_e32 v0, 1, v0                                    // 0000000055CC: 68000081
	v_readlane_b32 s34, v1, 0                                  // 0000000055D0: D2890022 00010101
	s_xor_saveexec_b64 s[0:1], -1                              // 0000000055D8: BE8022C1
	scratch_load_dword v1, off, s32 offset:4                   // 0000000055DC: DC504004 01200000
	s_mov_b64 exec, s[0:1]                                     // 0000000055E4: BEFE0100
	s_waitcnt vmcnt(0)                                         // 0000000055E8: BF8C0F70
	s_setpc_b64 s[30:31]                                       // 0000000055EC: BE801D1E

calls:
	s_load_dwordx2 s[2:3], s[0:1], 0x0                         // 000000005600: C0060080 00000000
	s_getpc_b64 s[0:1]                                         // 000000005608: BE801C00
	s_add_u32 s0, s0, 0xffffff84                               // 00000000560C: 8000FF00 FFFFFF84
	s_addc_u32 s1, s1, -1                                      // 000000005614: 8201FF01 FFFFFFFF
	s_mov_b32 s32, 0                                           // 00000000561C: BEA00080
	v_mov_b32_e32 v2, v0                                       // 000000005620: 7E040300
	s_swappc_b64 s[30:31], s[0:1]                              // 000000005624: BE9E1E00
	v_lshlrev_b32_e32 v1, 2, v2                                // 000000005628: 24020482
	global_store_dword v1, v0, s[2:3]                          // 00000000562C: DC708000 00020001
	s_endpgm                                                   // 000000005634: BF810000

_ZN5Shape4areaEi:
	s_waitcnt vmcnt(0) expcnt(0) lgkmcnt(0)                    // 000000005638: BF8C0000
	v_mov_b32_e32 v0, v2                                       // 00000000563C: 7E000302
	s_setpc_b64 s[30:31]                                       // 000000005640: BE801D1E

_ZN3Box4areaEi:
	s_waitcnt vmcnt(0) expcnt(0) lgkmcnt(0)                    // 000000005644: BF8C0000
	flat_load_dword v0, v[0:1] offset:8                        // 000000005648: DC500008 00000000
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000005650: BF8C0070
	v_mul_lo_u32 v0, v0, v2                                    // 000000005654: D2850000 00020500
	s_setpc_b64 s[30:31]                                       // 00000000565C: BE801D1E
