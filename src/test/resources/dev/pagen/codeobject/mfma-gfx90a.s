pipelined:
	s_load_dword s6, s[4:5], 0x18                              // 000000001A00: C0020182 00000018
	s_load_dwordx2 s[0:1], s[4:5], 0x10                        // 000000001A08: C0060002 00000010
	v_lshlrev_b32_e32 v16, 4, v0                               // 000000001A10: 24200084
	s_waitcnt lgkmcnt(0)                                       // 000000001A14: BF8CC07F
	s_cmp_lt_i32 s6, 1                                         // 000000001A18: BF048106
	s_cbranch_scc1 75                                          // 000000001A1C: BF85004B <pipelined+0x14C>
	s_load_dwordx4 s[8:11], s[4:5], 0x0                        // 000000001A20: C00A0202 00000000
	v_accvgpr_write_b32 a3, 0                                  // 000000001A28: D3D94003 18000080
	v_accvgpr_write_b32 a2, 0                                  // 000000001A30: D3D94002 18000080
	v_accvgpr_write_b32 a1, 0                                  // 000000001A38: D3D94001 18000080
	v_accvgpr_write_b32 a0, 0                                  // 000000001A40: D3D94000 18000080
	s_waitcnt lgkmcnt(0)                                       // 000000001A48: BF8CC07F
	v_mov_b32_e32 v0, s9                                       // 000000001A4C: 7E000209
	v_add_co_u32_e32 v17, vcc, s8, v16                         // 000000001A50: 32222008
	v_addc_co_u32_e32 v18, vcc, 0, v0, vcc                     // 000000001A54: 38240080
	v_mov_b32_e32 v1, s11                                      // 000000001A58: 7E02020B
	v_add_co_u32_e32 v19, vcc, s10, v16                        // 000000001A5C: 3226200A
	v_addc_co_u32_e32 v20, vcc, 0, v1, vcc                     // 000000001A60: 38280280
	v_add_co_u32_e32 v12, vcc, 0x1000, v19                     // 000000001A64: 321826FF 00001000
	v_addc_co_u32_e32 v13, vcc, 0, v20, vcc                    // 000000001A6C: 381A2880
	global_load_dwordx4 v[0:3], v[12:13], off glc slc          // 000000001A70: DC5F8000 007F000C
	global_load_dwordx4 v[4:7], v16, s[10:11] glc slc          // 000000001A78: DC5F8000 040A0010
	global_load_dwordx4 v[8:11], v16, s[8:9] glc slc           // 000000001A80: DC5F8000 08080010
	v_add_co_u32_e32 v12, vcc, 0x1000, v17                     // 000000001A88: 321822FF 00001000
	v_addc_co_u32_e32 v13, vcc, 0, v18, vcc                    // 000000001A90: 381A2480
	global_load_dwordx4 v[12:15], v[12:13], off glc slc        // 000000001A94: DC5F8000 0C7F000C
	s_movk_i32 s2, 0x200                                       // 000000001A9C: B0020200
	s_ashr_i32 s3, s2, 31                                      // 000000001AA0: 90039F02
	s_lshl_b64 s[4:5], s[2:3], 4                               // 000000001AA4: 8E848402
	v_mov_b32_e32 v21, s5                                      // 000000001AA8: 7E2A0205
	v_add_co_u32_e32 v22, vcc, s4, v17                         // 000000001AAC: 322C2204
	v_addc_co_u32_e32 v23, vcc, v18, v21, vcc                  // 000000001AB0: 382E2B12
	v_add_co_u32_e32 v26, vcc, s4, v19                         // 000000001AB4: 32342604
	v_addc_co_u32_e32 v27, vcc, v20, v21, vcc                  // 000000001AB8: 38362B14
	global_load_dwordx4 v[22:25], v[22:23], off glc slc        // 000000001ABC: DC5F8000 167F0016
	s_nop 0                                                    // 000000001AC4: BF800000
	global_load_dwordx4 v[26:29], v[26:27], off glc slc        // 000000001AC8: DC5F8000 1A7F001A
	s_waitcnt vmcnt(3)                                         // 000000001AD0: BF8C0F73
	v_mfma_f32_16x16x16bf16_1k a[0:3], v[8:9], v[4:5], a[0:3]  // 000000001AD4: D3E78000 04020908
	s_addk_i32 s2, 0x100                                       // 000000001ADC: B7020100
	s_add_i32 s6, s6, -1                                       // 000000001AE0: 8106C106
	s_cmp_eq_u32 s6, 0                                         // 000000001AE4: BF068006
	s_waitcnt vmcnt(2)                                         // 000000001AE8: BF8C0F72
	v_mov_b32_e32 v8, v12                                      // 000000001AEC: 7E10030C
	v_mov_b32_e32 v9, v13                                      // 000000001AF0: 7E12030D
	s_waitcnt vmcnt(1)                                         // 000000001AF4: BF8C0F71
	v_mov_b32_e32 v12, v22                                     // 000000001AF8: 7E180316
	v_mov_b32_e32 v13, v23                                     // 000000001AFC: 7E1A0317
	v_mfma_f32_16x16x16bf16_1k a[0:3], v[10:11], v[6:7], a[0:3] // 000000001B00: D3E78000 04020D0A
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
	s_cbranch_scc0 65496                                       // 000000001B3C: BF84FFD8 <pipelined+0xA0>
	global_store_dwordx4 v16, a[0:3], s[0:1]                   // 000000001B40: DC7C8000 00800010
	s_endpgm                                                   // 000000001B48: BF810000
	v_accvgpr_write_b32 a0, 0                                  // 000000001B4C: D3D94000 18000080
	v_accvgpr_write_b32 a1, 0                                  // 000000001B54: D3D94001 18000080
	v_accvgpr_write_b32 a2, 0                                  // 000000001B5C: D3D94002 18000080
	v_accvgpr_write_b32 a3, 0                                  // 000000001B64: D3D94003 18000080
	global_store_dwordx4 v16, a[0:3], s[0:1]                   // 000000001B6C: DC7C8000 00800010
	s_endpgm                                                   // 000000001B74: BF810000

exchange:
	s_load_dwordx4 s[0:3], s[4:5], 0x0                         // 000000001C00: C00A0002 00000000
	s_load_dword s7, s[4:5], 0x10                              // 000000001C08: C00201C2 00000010
	v_lshlrev_b32_e32 v1, 2, v0                                // 000000001C10: 24020082
	s_movk_i32 s8, 0x37f                                       // 000000001C14: B008037F
	v_mov_b32_e32 v4, v1                                       // 000000001C18: 7E080301
	s_waitcnt lgkmcnt(0)                                       // 000000001C1C: BF8CC07F
	v_mov_b32_e32 v3, s1                                       // 000000001C20: 7E060201
	v_add_co_u32_e32 v2, vcc, s0, v1                           // 000000001C24: 32040200
	v_addc_co_u32_e32 v3, vcc, 0, v3, vcc                      // 000000001C28: 38060680
	s_mov_b64 s[0:1], 0                                        // 000000001C2C: BE800180
	v_mov_b32_e32 v5, v0                                       // 000000001C30: 7E0A0300
	s_branch 16                                                // 000000001C34: BF820010 <exchange+0x78>
	s_or_b64 exec, exec, s[4:5]                                // 000000001C38: 87FE047E
	v_add_co_u32_e32 v2, vcc, 0x200, v2                        // 000000001C3C: 320404FF 00000200
	v_addc_co_u32_e32 v3, vcc, 0, v3, vcc                      // 000000001C44: 38060680
	s_waitcnt vmcnt(0)                                         // 000000001C48: BF8C0F70
	ds_write_b32 v4, v6                                        // 000000001C4C: D81A0000 00000604
	v_add_u32_e32 v6, 0x80, v5                                 // 000000001C54: 680C0AFF 00000080
	v_cmp_lt_u32_e32 vcc, s8, v5                               // 000000001C5C: 7D920A08
	v_add_u32_e32 v4, 0x200, v4                                // 000000001C60: 680808FF 00000200
	s_or_b64 s[0:1], vcc, s[0:1]                               // 000000001C68: 8780006A
	v_mov_b32_e32 v5, v6                                       // 000000001C6C: 7E0A0306
	s_andn2_b64 exec, exec, s[0:1]                             // 000000001C70: 89FE007E
	s_cbranch_execz 7                                          // 000000001C74: BF880007 <exchange+0x94>
	v_cmp_gt_i32_e32 vcc, s7, v5                               // 000000001C78: 7D880A07
	v_mov_b32_e32 v6, 0                                        // 000000001C7C: 7E0C0280
	s_and_saveexec_b64 s[4:5], vcc                             // 000000001C80: BE84206A
	s_cbranch_execz 65516                                      // 000000001C84: BF88FFEC <exchange+0x38>
	global_load_dword v6, v[2:3], off                          // 000000001C88: DC508000 067F0002
	s_branch 65513                                             // 000000001C90: BF82FFE9 <exchange+0x38>
	s_or_b64 exec, exec, s[0:1]                                // 000000001C94: 87FE007E
	v_mul_u32_u24_e32 v2, 37, v0                               // 000000001C98: 100400A5
	v_and_b32_e32 v2, 0x3ff, v2                                // 000000001C9C: 260404FF 000003FF
	v_lshlrev_b32_e32 v2, 2, v2                                // 000000001CA4: 24040482
	s_waitcnt lgkmcnt(0)                                       // 000000001CA8: BF8CC07F
	s_barrier                                                  // 000000001CAC: BF8A0000
	ds_read_b32 v2, v2                                         // 000000001CB0: D86C0000 02000002
	v_xor_b32_e32 v1, 64, v1                                   // 000000001CB8: 2A0202C0
	v_lshl_or_b32 v0, s6, 7, v0                                // 000000001CBC: D2000000 04010E06
	s_waitcnt lgkmcnt(0)                                       // 000000001CC4: BF8CC07F
	ds_bpermute_b32 v3, v1, v2                                 // 000000001CC8: D87E0000 03000201
	v_exp_f32_e32 v2, v2                                       // 000000001CD0: 7E044102
	v_mov_b32_e32 v1, 0                                        // 000000001CD4: 7E020280
	v_lshlrev_b64 v[0:1], 2, v[0:1]                            // 000000001CD8: D28F0000 00020082
	v_add_co_u32_e32 v0, vcc, s2, v0                           // 000000001CE0: 32000002
	s_waitcnt lgkmcnt(0)                                       // 000000001CE4: BF8CC07F
	v_add_f32_e32 v2, v2, v3                                   // 000000001CE8: 02040702
	v_mov_b32_e32 v3, s3                                       // 000000001CEC: 7E060203
	v_addc_co_u32_e32 v1, vcc, v3, v1, vcc                     // 000000001CF0: 38020303
	global_store_dword v[0:1], v2, off                         // 000000001CF4: DC708000 007F0200
	s_endpgm                                                   // 000000001CFC: BF810000
