pipelined:
	s_load_dword s4, s[0:1], 0x18                              // 000000001A00: C0020100 00000018
	s_load_dwordx2 s[2:3], s[0:1], 0x10                        // 000000001A08: C0060080 00000010
	v_lshlrev_b32_e32 v16, 4, v0                               // 000000001A10: 24200084
	s_waitcnt lgkmcnt(0)                                       // 000000001A14: BF8CC07F
	s_cmp_lt_i32 s4, 1                                         // 000000001A18: BF048104
	s_cbranch_scc1 75                                          // 000000001A1C: BF85004B <pipelined+0x14C>
	s_load_dwordx4 s[8:11], s[0:1], 0x0                        // 000000001A20: C00A0200 00000000
	v_mov_b32_e32 v17, 0                                       // 000000001A28: 7E220280
	v_accvgpr_write_b32 a3, 0                                  // 000000001A2C: D3D94003 18000080
	v_accvgpr_write_b32 a2, 0                                  // 000000001A34: D3D94002 18000080
	v_accvgpr_write_b32 a1, 0                                  // 000000001A3C: D3D94001 18000080
	s_waitcnt lgkmcnt(0)                                       // 000000001A44: BF8CC07F
	v_lshl_add_u64 v[20:21], s[10:11], 0, v[16:17]             // 000000001A48: D2080014 0441000A
	v_add_co_u32_e32 v12, vcc, 0x1000, v20                     // 000000001A50: 321828FF 00001000
	v_lshl_add_u64 v[18:19], s[8:9], 0, v[16:17]               // 000000001A58: D2080012 04410008
	s_nop 0                                                    // 000000001A60: BF800000
	v_addc_co_u32_e32 v13, vcc, 0, v21, vcc                    // 000000001A64: 381A2A80
	global_load_dwordx4 v[0:3], v[12:13], off nt               // 000000001A68: DC5E8000 007F000C
	global_load_dwordx4 v[4:7], v16, s[10:11] nt               // 000000001A70: DC5E8000 040A0010
	global_load_dwordx4 v[8:11], v16, s[8:9] nt                // 000000001A78: DC5E8000 08080010
	v_add_co_u32_e32 v12, vcc, 0x1000, v18                     // 000000001A80: 321824FF 00001000
	v_accvgpr_write_b32 a0, 0                                  // 000000001A88: D3D94000 18000080
	s_nop 0                                                    // 000000001A90: BF800000
	v_addc_co_u32_e32 v13, vcc, 0, v19, vcc                    // 000000001A94: 381A2680
	global_load_dwordx4 v[12:15], v[12:13], off nt             // 000000001A98: DC5E8000 0C7F000C
	s_movk_i32 s0, 0x200                                       // 000000001AA0: B0000200
	s_ashr_i32 s1, s0, 31                                      // 000000001AA4: 90019F00
	s_lshl_b64 s[6:7], s[0:1], 4                               // 000000001AA8: 8E868400
	v_lshl_add_u64 v[22:23], v[18:19], 0, s[6:7]               // 000000001AAC: D2080016 00190112
	v_lshl_add_u64 v[26:27], v[20:21], 0, s[6:7]               // 000000001AB4: D208001A 00190114
	global_load_dwordx4 v[22:25], v[22:23], off nt             // 000000001ABC: DC5E8000 167F0016
	s_nop 0                                                    // 000000001AC4: BF800000
	global_load_dwordx4 v[26:29], v[26:27], off nt             // 000000001AC8: DC5E8000 1A7F001A
	s_waitcnt vmcnt(3)                                         // 000000001AD0: BF8C0F73
	v_mfma_f32_16x16x16_bf16 a[0:3], v[8:9], v[4:5], a[0:3]    // 000000001AD4: D3E18000 04020908
	s_addk_i32 s0, 0x100                                       // 000000001ADC: B7000100
	s_add_i32 s4, s4, -1                                       // 000000001AE0: 8104C104
	s_cmp_eq_u32 s4, 0                                         // 000000001AE4: BF068004
	v_mfma_f32_16x16x16_bf16 a[0:3], v[10:11], v[6:7], a[0:3]  // 000000001AE8: D3E18000 04020D0A
	s_waitcnt vmcnt(2)                                         // 000000001AF0: BF8C0F72
	v_mov_b32_e32 v8, v12                                      // 000000001AF4: 7E10030C
	v_mov_b32_e32 v9, v13                                      // 000000001AF8: 7E12030D
	s_waitcnt vmcnt(1)                                         // 000000001AFC: BF8C0F71
	v_mov_b32_e32 v12, v22                                     // 000000001B00: 7E180316
	v_mov_b32_e32 v13, v23                                     // 000000001B04: 7E1A0317
	v_mov_b32_e32 v4, v0                                       // 000000001B08: 7E080300
	v_mov_b32_e32 v5, v1                                       // 000000001B0C: 7E0A0301
	s_waitcnt vmcnt(0)                                         // 000000001B10: BF8C0F70
	v_mov_b32_e32 v0, v26                                      // 000000001B14: 7E00031A
	v_mov_b32_e32 v1, v27                                      // 000000001B18: 7E02031B
	v_mov_b32_e32 v10, v14                                     // 000000001B1C: 7E14030E
	v_mov_b32_e32 v11, v15                                     // 000000001B20: 7E16030F
	v_mov_b32_e32 v14, v24                                     // 000000001B24: 7E1C0318
	v_mov_b32_e32 v15, v25                                     // 000000001B28: 7E1E0319
	v_mov_b32_e32 v6, v2                                       // 000000001B2C: 7E0C0302
	v_mov_b32_e32 v7, v3                                       // 000000001B30: 7E0E0303
	v_mov_b32_e32 v2, v28                                      // 000000001B34: 7E04031C
	v_mov_b32_e32 v3, v29                                      // 000000001B38: 7E06031D
	s_cbranch_scc0 65497                                       // 000000001B3C: BF84FFD9 <pipelined+0xA4>
	global_store_dwordx4 v16, a[0:3], s[2:3]                   // 000000001B40: DC7C8000 00820010
	s_endpgm                                                   // 000000001B48: BF810000
	v_accvgpr_write_b32 a0, 0                                  // 000000001B4C: D3D94000 18000080
	v_accvgpr_write_b32 a1, 0                                  // 000000001B54: D3D94001 18000080
	v_accvgpr_write_b32 a2, 0                                  // 000000001B5C: D3D94002 18000080
	v_accvgpr_write_b32 a3, 0                                  // 000000001B64: D3D94003 18000080
	global_store_dwordx4 v16, a[0:3], s[2:3]                   // 000000001B6C: DC7C8000 00820010
	s_endpgm                                                   // 000000001B74: BF810000

exchange:
	s_load_dwordx4 s[4:7], s[0:1], 0x0                         // 000000001C00: C00A0100 00000000
	s_load_dword s3, s[0:1], 0x10                              // 000000001C08: C00200C0 00000010
	v_lshlrev_b32_e32 v2, 2, v0                                // 000000001C10: 24040082
	v_mov_b32_e32 v3, 0                                        // 000000001C14: 7E060280
	s_mov_b64 s[0:1], 0                                        // 000000001C18: BE800180
	s_waitcnt lgkmcnt(0)                                       // 000000001C1C: BF8CC07F
	v_lshl_add_u64 v[4:5], s[4:5], 0, v[2:3]                   // 000000001C20: D2080004 04090004
	s_mov_b64 s[4:5], 0x200                                    // 000000001C28: BE8401FF 00000200
	s_movk_i32 s10, 0x37f                                      // 000000001C30: B00A037F
	v_mov_b32_e32 v1, v2                                       // 000000001C34: 7E020302
	v_mov_b32_e32 v3, v0                                       // 000000001C38: 7E060300
	s_branch 15                                                // 000000001C3C: BF82000F <exchange+0x7C>
	s_or_b64 exec, exec, s[8:9]                                // 000000001C40: 87FE087E
	s_waitcnt vmcnt(0)                                         // 000000001C44: BF8C0F70
	ds_write_b32 v1, v6                                        // 000000001C48: D81A0000 00000601
	v_add_u32_e32 v6, 0x80, v3                                 // 000000001C50: 680C06FF 00000080
	v_cmp_lt_u32_e32 vcc, s10, v3                              // 000000001C58: 7D92060A
	v_lshl_add_u64 v[4:5], v[4:5], 0, s[4:5]                   // 000000001C5C: D2080004 00110104
	v_add_u32_e32 v1, 0x200, v1                                // 000000001C64: 680202FF 00000200
	s_or_b64 s[0:1], vcc, s[0:1]                               // 000000001C6C: 8780006A
	v_mov_b32_e32 v3, v6                                       // 000000001C70: 7E060306
	s_andn2_b64 exec, exec, s[0:1]                             // 000000001C74: 89FE007E
	s_cbranch_execz 7                                          // 000000001C78: BF880007 <exchange+0x98>
	v_cmp_gt_i32_e32 vcc, s3, v3                               // 000000001C7C: 7D880603
	v_mov_b32_e32 v6, 0                                        // 000000001C80: 7E0C0280
	s_and_saveexec_b64 s[8:9], vcc                             // 000000001C84: BE88206A
	s_cbranch_execz 65517                                      // 000000001C88: BF88FFED <exchange+0x40>
	global_load_dword v6, v[4:5], off                          // 000000001C8C: DC508000 067F0004
	s_branch 65514                                             // 000000001C94: BF82FFEA <exchange+0x40>
	s_or_b64 exec, exec, s[0:1]                                // 000000001C98: 87FE007E
	v_mul_u32_u24_e32 v1, 37, v0                               // 000000001C9C: 100200A5
	v_and_b32_e32 v1, 0x3ff, v1                                // 000000001CA0: 260202FF 000003FF
	v_lshlrev_b32_e32 v1, 2, v1                                // 000000001CA8: 24020282
	s_waitcnt lgkmcnt(0)                                       // 000000001CAC: BF8CC07F
	s_barrier                                                  // 000000001CB0: BF8A0000
	ds_read_b32 v1, v1                                         // 000000001CB4: D86C0000 01000001
	v_xor_b32_e32 v2, 64, v2                                   // 000000001CBC: 2A0404C0
	v_lshl_or_b32 v0, s2, 7, v0                                // 000000001CC0: D2000000 04010E02
	s_waitcnt lgkmcnt(0)                                       // 000000001CC8: BF8CC07F
	ds_bpermute_b32 v2, v2, v1                                 // 000000001CCC: D87E0000 02000102
	v_exp_f32_e32 v3, v1                                       // 000000001CD4: 7E064101
	v_mov_b32_e32 v1, 0                                        // 000000001CD8: 7E020280
	v_lshl_add_u64 v[0:1], v[0:1], 2, s[6:7]                   // 000000001CDC: D2080000 00190500
	s_waitcnt lgkmcnt(0)                                       // 000000001CE4: BF8CC07F
	v_add_f32_e32 v2, v3, v2                                   // 000000001CE8: 02040503
	global_store_dword v[0:1], v2, off                         // 000000001CEC: DC708000 007F0200
	s_endpgm                                                   // 000000001CF4: BF810000
