

Disassembly of section .text:

0000000000004400 <add>:
	s_load_dword s0, s[4:5], 0x2c                              // 000000004400: C0020002 0000002C
	s_load_dword s1, s[4:5], 0x18                              // 000000004408: C0020042 00000018
	s_waitcnt lgkmcnt(0)                                       // 000000004410: BF8CC07F
	s_and_b32 s0, s0, 0xffff                                   // 000000004414: 8600FF00 0000FFFF
	s_mul_i32 s6, s6, s0                                       // 00000000441C: 92060006
	v_add_u32_e32 v0, s6, v0                                   // 000000004420: 68000006
	v_cmp_gt_i32_e32 vcc, s1, v0                               // 000000004424: 7D880001
	s_and_saveexec_b64 s[0:1], vcc                             // 000000004428: BE80206A
	s_cbranch_execz 25                                         // 00000000442C: BF880019 <add+0x94>
	s_load_dwordx4 s[0:3], s[4:5], 0x0                         // 000000004430: C00A0002 00000000
	s_load_dwordx2 s[6:7], s[4:5], 0x10                        // 000000004438: C0060182 00000010
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000004440: 2202009F
	v_lshlrev_b64 v[0:1], 2, v[0:1]                            // 000000004444: D28F0000 00020082
	s_waitcnt lgkmcnt(0)                                       // 00000000444C: BF8CC07F
	v_mov_b32_e32 v3, s3                                       // 000000004450: 7E060203
	v_add_co_u32_e32 v2, vcc, s2, v0                           // 000000004454: 32040002
	v_addc_co_u32_e32 v3, vcc, v3, v1, vcc                     // 000000004458: 38060303
	v_mov_b32_e32 v5, s1                                       // 00000000445C: 7E0A0201
	v_add_co_u32_e32 v4, vcc, s0, v0                           // 000000004460: 32080000
	v_addc_co_u32_e32 v5, vcc, v5, v1, vcc                     // 000000004464: 380A0305
	global_load_dword v6, v[4:5], off                          // 000000004468: DC508000 067F0004
	global_load_dword v7, v[2:3], off                          // 000000004470: DC508000 077F0002
	v_mov_b32_e32 v2, s7                                       // 000000004478: 7E040207
	v_add_co_u32_e32 v0, vcc, s6, v0                           // 00000000447C: 32000006
	v_addc_co_u32_e32 v1, vcc, v2, v1, vcc                     // 000000004480: 38020302
	s_waitcnt vmcnt(0)                                         // 000000004484: BF8C0F70
	v_add_f32_e32 v2, v6, v7                                   // 000000004488: 02040F06
	global_store_dword v[0:1], v2, off                         // 00000000448C: DC708000 007F0200
	s_endpgm                                                   // 000000004494: BF810000
	s_nop 0                                                    // 000000004498: BF800000
	s_nop 0                                                    // 00000000449C: BF800000
	s_nop 0                                                    // 0000000044A0: BF800000
	s_nop 0                                                    // 0000000044A4: BF800000
	s_nop 0                                                    // 0000000044A8: BF800000
	s_nop 0                                                    // 0000000044AC: BF800000
	s_nop 0                                                    // 0000000044B0: BF800000
	s_nop 0                                                    // 0000000044B4: BF800000
	s_nop 0                                                    // 0000000044B8: BF800000
	s_nop 0                                                    // 0000000044BC: BF800000
	s_nop 0                                                    // 0000000044C0: BF800000
	s_nop 0                                                    // 0000000044C4: BF800000
	s_nop 0                                                    // 0000000044C8: BF800000
	s_nop 0                                                    // 0000000044CC: BF800000
	s_nop 0                                                    // 0000000044D0: BF800000
	s_nop 0                                                    // 0000000044D4: BF800000
	s_nop 0                                                    // 0000000044D8: BF800000
	s_nop 0                                                    // 0000000044DC: BF800000
	s_nop 0                                                    // 0000000044E0: BF800000
	s_nop 0                                                    // 0000000044E4: BF800000
	s_nop 0                                                    // 0000000044E8: BF800000
	s_nop 0                                                    // 0000000044EC: BF800000
	s_nop 0                                                    // 0000000044F0: BF800000
	s_nop 0                                                    // 0000000044F4: BF800000
	s_nop 0                                                    // 0000000044F8: BF800000
	s_nop 0                                                    // 0000000044FC: BF800000

0000000000004500 <sum>:
	s_load_dword s7, s[4:5], 0x10                              // 000000004500: C00201C2 00000010
	s_load_dwordx4 s[0:3], s[4:5], 0x0                         // 000000004508: C00A0002 00000000
	v_lshl_add_u32 v2, s6, 8, v0                               // 000000004510: D1FD0002 04011006
	v_mov_b32_e32 v4, 0                                        // 000000004518: 7E080280
	s_waitcnt lgkmcnt(0)                                       // 00000000451C: BF8CC07F
	v_cmp_gt_i32_e32 vcc, s7, v2                               // 000000004520: 7D880407
	s_and_saveexec_b64 s[8:9], vcc                             // 000000004524: BE88206A
	s_cbranch_execz 22                                         // 000000004528: BF880016 <sum+0x84>
	s_load_dword s10, s[4:5], 0x18                             // 00000000452C: C0020282 00000018
	v_mov_b32_e32 v4, 0                                        // 000000004534: 7E080280
	s_mov_b64 s[4:5], 0                                        // 000000004538: BE840180
	v_mov_b32_e32 v1, s1                                       // 00000000453C: 7E020201
	s_waitcnt lgkmcnt(0)                                       // 000000004540: BF8CC07F
	s_lshl_b32 s10, s10, 8                                     // 000000004544: 8E0A880A
	v_ashrrev_i32_e32 v3, 31, v2                               // 000000004548: 2206049F
	v_lshlrev_b64 v[6:7], 2, v[2:3]                            // 00000000454C: D28F0006 00020482
	v_add_co_u32_e32 v6, vcc, s0, v6                           // 000000004554: 320C0C00
	v_addc_co_u32_e32 v7, vcc, v1, v7, vcc                     // 000000004558: 380E0F01
	global_load_dword v3, v[6:7], off                          // 00000000455C: DC508000 037F0006
	v_add_u32_e32 v2, s10, v2                                  // 000000004564: 6804040A
	v_cmp_le_i32_e32 vcc, s7, v2                               // 000000004568: 7D860407
	s_or_b64 s[4:5], vcc, s[4:5]                               // 00000000456C: 8784046A
	s_waitcnt vmcnt(0)                                         // 000000004570: BF8C0F70
	v_add_f32_e32 v4, v4, v3                                   // 000000004574: 02080704
	s_andn2_b64 exec, exec, s[4:5]                             // 000000004578: 89FE047E
	s_cbranch_execnz 65522                                     // 00000000457C: BF89FFF2 <sum+0x48>
	s_or_b64 exec, exec, s[4:5]                                // 000000004580: 87FE047E
	s_or_b64 exec, exec, s[8:9]                                // 000000004584: 87FE087E
	s_movk_i32 s0, 0x80                                        // 000000004588: B0000080
	v_lshlrev_b32_e32 v1, 2, v0                                // 00000000458C: 24020082
	v_cmp_gt_u32_e32 vcc, s0, v0                               // 000000004590: 7D980000
	ds_write_b32 v1, v4                                        // 000000004594: D81A0000 00000401
	s_waitcnt lgkmcnt(0)                                       // 00000000459C: BF8CC07F
	s_barrier                                                  // 0000000045A0: BF8A0000
	s_and_saveexec_b64 s[0:1], vcc                             // 0000000045A4: BE80206A
	s_cbranch_execz 6                                          // 0000000045A8: BF880006 <sum+0xc4>
	ds_read2st64_b32 v[2:3], v1 offset1:2                      // 0000000045AC: D8700200 02000001
	s_waitcnt lgkmcnt(0)                                       // 0000000045B4: BF8CC07F
	v_add_f32_e32 v2, v3, v2                                   // 0000000045B8: 02040503
	ds_write_b32 v1, v2                                        // 0000000045BC: D81A0000 00000201
	s_or_b64 exec, exec, s[0:1]                                // 0000000045C4: 87FE007E
	v_cmp_gt_u32_e32 vcc, 64, v0                               // 0000000045C8: 7D9800C0
	s_waitcnt lgkmcnt(0)                                       // 0000000045CC: BF8CC07F
	s_barrier                                                  // 0000000045D0: BF8A0000
	s_and_saveexec_b64 s[0:1], vcc                             // 0000000045D4: BE80206A
	s_cbranch_execz 6                                          // 0000000045D8: BF880006 <sum+0xf4>
	ds_read2st64_b32 v[2:3], v1 offset1:1                      // 0000000045DC: D8700100 02000001
	s_waitcnt lgkmcnt(0)                                       // 0000000045E4: BF8CC07F
	v_add_f32_e32 v2, v3, v2                                   // 0000000045E8: 02040503
	ds_write_b32 v1, v2                                        // 0000000045EC: D81A0000 00000201
	s_or_b64 exec, exec, s[0:1]                                // 0000000045F4: 87FE007E
	v_cmp_gt_u32_e32 vcc, 32, v0                               // 0000000045F8: 7D9800A0
	s_waitcnt lgkmcnt(0)                                       // 0000000045FC: BF8CC07F
	s_barrier                                                  // 000000004600: BF8A0000
	s_and_saveexec_b64 s[0:1], vcc                             // 000000004604: BE80206A
	s_cbranch_execz 6                                          // 000000004608: BF880006 <sum+0x124>
	ds_read2_b32 v[2:3], v1 offset1:32                         // 00000000460C: D86E2000 02000001
	s_waitcnt lgkmcnt(0)                                       // 000000004614: BF8CC07F
	v_add_f32_e32 v2, v3, v2                                   // 000000004618: 02040503
	ds_write_b32 v1, v2                                        // 00000000461C: D81A0000 00000201
	s_or_b64 exec, exec, s[0:1]                                // 000000004624: 87FE007E
	v_cmp_gt_u32_e32 vcc, 16, v0                               // 000000004628: 7D980090
	s_waitcnt lgkmcnt(0)                                       // 00000000462C: BF8CC07F
	s_barrier                                                  // 000000004630: BF8A0000
	s_and_saveexec_b64 s[0:1], vcc                             // 000000004634: BE80206A
	s_cbranch_execz 6                                          // 000000004638: BF880006 <sum+0x154>
	ds_read2_b32 v[2:3], v1 offset1:16                         // 00000000463C: D86E1000 02000001
	s_waitcnt lgkmcnt(0)                                       // 000000004644: BF8CC07F
	v_add_f32_e32 v2, v3, v2                                   // 000000004648: 02040503
	ds_write_b32 v1, v2                                        // 00000000464C: D81A0000 00000201
	s_or_b64 exec, exec, s[0:1]                                // 000000004654: 87FE007E
	v_cmp_gt_u32_e32 vcc, 8, v0                                // 000000004658: 7D980088
	s_waitcnt lgkmcnt(0)                                       // 00000000465C: BF8CC07F
	s_barrier                                                  // 000000004660: BF8A0000
	s_and_saveexec_b64 s[0:1], vcc                             // 000000004664: BE80206A
	s_cbranch_execz 6                                          // 000000004668: BF880006 <sum+0x184>
	ds_read2_b32 v[2:3], v1 offset1:8                          // 00000000466C: D86E0800 02000001
	s_waitcnt lgkmcnt(0)                                       // 000000004674: BF8CC07F
	v_add_f32_e32 v2, v3, v2                                   // 000000004678: 02040503
	ds_write_b32 v1, v2                                        // 00000000467C: D81A0000 00000201
	s_or_b64 exec, exec, s[0:1]                                // 000000004684: 87FE007E
	v_cmp_gt_u32_e32 vcc, 4, v0                                // 000000004688: 7D980084
	s_waitcnt lgkmcnt(0)                                       // 00000000468C: BF8CC07F
	s_barrier                                                  // 000000004690: BF8A0000
	s_and_saveexec_b64 s[0:1], vcc                             // 000000004694: BE80206A
	s_cbranch_execz 6                                          // 000000004698: BF880006 <sum+0x1b4>
	ds_read2_b32 v[2:3], v1 offset1:4                          // 00000000469C: D86E0400 02000001
	s_waitcnt lgkmcnt(0)                                       // 0000000046A4: BF8CC07F
	v_add_f32_e32 v2, v3, v2                                   // 0000000046A8: 02040503
	ds_write_b32 v1, v2                                        // 0000000046AC: D81A0000 00000201
	s_or_b64 exec, exec, s[0:1]                                // 0000000046B4: 87FE007E
	v_cmp_gt_u32_e32 vcc, 2, v0                                // 0000000046B8: 7D980082
	s_waitcnt lgkmcnt(0)                                       // 0000000046BC: BF8CC07F
	s_barrier                                                  // 0000000046C0: BF8A0000
	s_and_saveexec_b64 s[0:1], vcc                             // 0000000046C4: BE80206A
	s_cbranch_execz 6                                          // 0000000046C8: BF880006 <sum+0x1e4>
	ds_read2_b32 v[2:3], v1 offset1:2                          // 0000000046CC: D86E0200 02000001
	s_waitcnt lgkmcnt(0)                                       // 0000000046D4: BF8CC07F
	v_add_f32_e32 v2, v3, v2                                   // 0000000046D8: 02040503
	ds_write_b32 v1, v2                                        // 0000000046DC: D81A0000 00000201
	s_or_b64 exec, exec, s[0:1]                                // 0000000046E4: 87FE007E
	v_cmp_eq_u32_e32 vcc, 0, v0                                // 0000000046E8: 7D940080
	s_waitcnt lgkmcnt(0)                                       // 0000000046EC: BF8CC07F
	s_barrier                                                  // 0000000046F0: BF8A0000
	s_and_saveexec_b64 s[0:1], vcc                             // 0000000046F4: BE80206A
	s_cbranch_execz 9                                          // 0000000046F8: BF880009 <sum+0x220>
	v_mov_b32_e32 v0, 0                                        // 0000000046FC: 7E000280
	ds_read_b32 v0, v0 offset:4                                // 000000004700: D86C0004 00000000
	ds_read_b32 v2, v1                                         // 000000004708: D86C0000 02000001
	s_waitcnt lgkmcnt(0)                                       // 000000004710: BF8CC07F
	v_add_f32_e32 v0, v0, v2                                   // 000000004714: 02000500
	ds_write_b32 v1, v0                                        // 000000004718: D81A0000 00000001
	s_or_b64 exec, exec, s[0:1]                                // 000000004720: 87FE007E
	s_waitcnt lgkmcnt(0)                                       // 000000004724: BF8CC07F
	s_barrier                                                  // 000000004728: BF8A0000
	s_and_saveexec_b64 s[0:1], vcc                             // 00000000472C: BE80206A
	s_cbranch_execz 10                                         // 000000004730: BF88000A <sum+0x25c>
	v_mov_b32_e32 v0, 0                                        // 000000004734: 7E000280
	ds_read_b32 v1, v0                                         // 000000004738: D86C0000 01000000
	s_mov_b32 s7, 0                                            // 000000004740: BE870080
	s_lshl_b64 s[0:1], s[6:7], 2                               // 000000004744: 8E808206
	s_add_u32 s0, s2, s0                                       // 000000004748: 80000002
	s_addc_u32 s1, s3, s1                                      // 00000000474C: 82010103
	s_waitcnt lgkmcnt(0)                                       // 000000004750: BF8CC07F
	global_store_dword v0, v1, s[0:1]                          // 000000004754: DC708000 00000100
	s_endpgm                                                   // 00000000475C: BF810000
	s_nop 0                                                    // 000000004760: BF800000
	s_nop 0                                                    // 000000004764: BF800000
	s_nop 0                                                    // 000000004768: BF800000
	s_nop 0                                                    // 00000000476C: BF800000
	s_nop 0                                                    // 000000004770: BF800000
	s_nop 0                                                    // 000000004774: BF800000
	s_nop 0                                                    // 000000004778: BF800000
	s_nop 0                                                    // 00000000477C: BF800000
	s_nop 0                                                    // 000000004780: BF800000
	s_nop 0                                                    // 000000004784: BF800000
	s_nop 0                                                    // 000000004788: BF800000
	s_nop 0                                                    // 00000000478C: BF800000
	s_nop 0                                                    // 000000004790: BF800000
	s_nop 0                                                    // 000000004794: BF800000
	s_nop 0                                                    // 000000004798: BF800000
	s_nop 0                                                    // 00000000479C: BF800000
	s_nop 0                                                    // 0000000047A0: BF800000
	s_nop 0                                                    // 0000000047A4: BF800000
	s_nop 0                                                    // 0000000047A8: BF800000
	s_nop 0                                                    // 0000000047AC: BF800000
	s_nop 0                                                    // 0000000047B0: BF800000
	s_nop 0                                                    // 0000000047B4: BF800000
	s_nop 0                                                    // 0000000047B8: BF800000
	s_nop 0                                                    // 0000000047BC: BF800000
	s_nop 0                                                    // 0000000047C0: BF800000
	s_nop 0                                                    // 0000000047C4: BF800000
	s_nop 0                                                    // 0000000047C8: BF800000
	s_nop 0                                                    // 0000000047CC: BF800000
	s_nop 0                                                    // 0000000047D0: BF800000
	s_nop 0                                                    // 0000000047D4: BF800000
	s_nop 0                                                    // 0000000047D8: BF800000
	s_nop 0                                                    // 0000000047DC: BF800000
	s_nop 0                                                    // 0000000047E0: BF800000
	s_nop 0                                                    // 0000000047E4: BF800000
	s_nop 0                                                    // 0000000047E8: BF800000
	s_nop 0                                                    // 0000000047EC: BF800000
	s_nop 0                                                    // 0000000047F0: BF800000
	s_nop 0                                                    // 0000000047F4: BF800000
	s_nop 0                                                    // 0000000047F8: BF800000
	s_nop 0                                                    // 0000000047FC: BF800000

0000000000004800 <convert>:
	s_load_dword s0, s[4:5], 0x34                              // 000000004800: C0020002 00000034
	s_load_dword s1, s[4:5], 0x20                              // 000000004808: C0020042 00000020
	s_waitcnt lgkmcnt(0)                                       // 000000004810: BF8CC07F
	s_and_b32 s0, s0, 0xffff                                   // 000000004814: 8600FF00 0000FFFF
	s_mul_i32 s6, s6, s0                                       // 00000000481C: 92060006
	v_add_u32_e32 v0, s6, v0                                   // 000000004820: 68000006
	v_cmp_gt_i32_e32 vcc, s1, v0                               // 000000004824: 7D880001
	s_and_saveexec_b64 s[0:1], vcc                             // 000000004828: BE80206A
	s_cbranch_execz 54                                         // 00000000482C: BF880036 <convert+0x108>
	s_load_dwordx8 s[8:15], s[4:5], 0x0                        // 000000004830: C00E0202 00000000
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000004838: 2202009F
	v_lshlrev_b64 v[2:3], 2, v[0:1]                            // 00000000483C: D28F0002 00020082
	s_movk_i32 s0, 0x7fff                                      // 000000004844: B0007FFF
	s_waitcnt lgkmcnt(0)                                       // 000000004848: BF8CC07F
	v_mov_b32_e32 v4, s9                                       // 00000000484C: 7E080209
	v_add_co_u32_e32 v2, vcc, s8, v2                           // 000000004850: 32040408
	v_addc_co_u32_e32 v3, vcc, v4, v3, vcc                     // 000000004854: 38060704
	global_load_dword v2, v[2:3], off                          // 000000004858: DC508000 027F0002
	v_lshlrev_b64 v[4:5], 1, v[0:1]                            // 000000004860: D28F0004 00020081
	v_mov_b32_e32 v3, s11                                      // 000000004868: 7E06020B
	v_add_co_u32_e32 v6, vcc, s10, v4                          // 00000000486C: 320C080A
	v_addc_co_u32_e32 v7, vcc, v3, v5, vcc                     // 000000004870: 380E0B03
	v_mov_b32_e32 v8, s13                                      // 000000004874: 7E10020D
	v_add_co_u32_e32 v4, vcc, s12, v4                          // 000000004878: 3208080C
	v_addc_co_u32_e32 v5, vcc, v8, v5, vcc                     // 00000000487C: 380A0B08
	s_waitcnt vmcnt(0)                                         // 000000004880: BF8C0F70
	v_bfe_u32 v3, v2, 16, 1                                    // 000000004884: D1C80003 02052102
	v_cvt_f16_f32_e32 v9, v2                                   // 00000000488C: 7E121502
	v_or_b32_e32 v8, 0x400000, v2                              // 000000004890: 281004FF 00400000
	v_add3_u32 v3, v3, v2, s0                                  // 000000004898: D1FF0003 00020503
	v_cmp_u_f32_e64 s[0:1], v2, v2                             // 0000000048A0: D0480000 00020502
	v_cndmask_b32_e64 v3, v3, v8, s[0:1]                       // 0000000048A8: D1000003 00021103
	v_cmp_ngt_f32_e32 vcc, 0, v2                               // 0000000048B0: 7C960480
	global_store_short_d16_hi v[6:7], v3, off                  // 0000000048B4: DC6C8000 007F0306
	global_store_short v[4:5], v9, off                         // 0000000048BC: DC688000 007F0904
	v_mov_b32_e32 v3, 0                                        // 0000000048C4: 7E060280
	s_and_saveexec_b64 s[0:1], vcc                             // 0000000048C8: BE80206A
	s_cbranch_execz 8                                          // 0000000048CC: BF880008 <convert+0xf0>
	s_mov_b32 s2, 0x437f0000                                   // 0000000048D0: BE8200FF 437F0000
	v_cmp_nlt_f32_e32 vcc, s2, v2                              // 0000000048D8: 7C9C0402
	v_mov_b32_e32 v3, 0xff                                     // 0000000048DC: 7E0602FF 000000FF
	s_and_saveexec_b64 s[2:3], vcc                             // 0000000048E4: BE82206A
	v_cvt_i32_f32_e32 v3, v2                                   // 0000000048E8: 7E061102
	s_or_b64 exec, exec, s[2:3]                                // 0000000048EC: 87FE027E
	s_or_b64 exec, exec, s[0:1]                                // 0000000048F0: 87FE007E
	v_mov_b32_e32 v2, s15                                      // 0000000048F4: 7E04020F
	v_add_co_u32_e32 v0, vcc, s14, v0                          // 0000000048F8: 3200000E
	v_addc_co_u32_e32 v1, vcc, v2, v1, vcc                     // 0000000048FC: 38020302
	global_store_byte v[0:1], v3, off                          // 000000004900: DC608000 007F0300
	s_endpgm                                                   // 000000004908: BF810000
	s_nop 0                                                    // 00000000490C: BF800000
	s_nop 0                                                    // 000000004910: BF800000
	s_nop 0                                                    // 000000004914: BF800000
	s_nop 0                                                    // 000000004918: BF800000
	s_nop 0                                                    // 00000000491C: BF800000
	s_nop 0                                                    // 000000004920: BF800000
	s_nop 0                                                    // 000000004924: BF800000
	s_nop 0                                                    // 000000004928: BF800000
	s_nop 0                                                    // 00000000492C: BF800000
	s_nop 0                                                    // 000000004930: BF800000
	s_nop 0                                                    // 000000004934: BF800000
	s_nop 0                                                    // 000000004938: BF800000
	s_nop 0                                                    // 00000000493C: BF800000
	s_nop 0                                                    // 000000004940: BF800000
	s_nop 0                                                    // 000000004944: BF800000
	s_nop 0                                                    // 000000004948: BF800000
	s_nop 0                                                    // 00000000494C: BF800000
	s_nop 0                                                    // 000000004950: BF800000
	s_nop 0                                                    // 000000004954: BF800000
	s_nop 0                                                    // 000000004958: BF800000
	s_nop 0                                                    // 00000000495C: BF800000
	s_nop 0                                                    // 000000004960: BF800000
	s_nop 0                                                    // 000000004964: BF800000
	s_nop 0                                                    // 000000004968: BF800000
	s_nop 0                                                    // 00000000496C: BF800000
	s_nop 0                                                    // 000000004970: BF800000
	s_nop 0                                                    // 000000004974: BF800000
	s_nop 0                                                    // 000000004978: BF800000
	s_nop 0                                                    // 00000000497C: BF800000
	s_nop 0                                                    // 000000004980: BF800000
	s_nop 0                                                    // 000000004984: BF800000
	s_nop 0                                                    // 000000004988: BF800000
	s_nop 0                                                    // 00000000498C: BF800000
	s_nop 0                                                    // 000000004990: BF800000
	s_nop 0                                                    // 000000004994: BF800000
	s_nop 0                                                    // 000000004998: BF800000
	s_nop 0                                                    // 00000000499C: BF800000
	s_nop 0                                                    // 0000000049A0: BF800000
	s_nop 0                                                    // 0000000049A4: BF800000
	s_nop 0                                                    // 0000000049A8: BF800000
	s_nop 0                                                    // 0000000049AC: BF800000
	s_nop 0                                                    // 0000000049B0: BF800000
	s_nop 0                                                    // 0000000049B4: BF800000
	s_nop 0                                                    // 0000000049B8: BF800000
	s_nop 0                                                    // 0000000049BC: BF800000
	s_nop 0                                                    // 0000000049C0: BF800000
	s_nop 0                                                    // 0000000049C4: BF800000
	s_nop 0                                                    // 0000000049C8: BF800000
	s_nop 0                                                    // 0000000049CC: BF800000
	s_nop 0                                                    // 0000000049D0: BF800000
	s_nop 0                                                    // 0000000049D4: BF800000
	s_nop 0                                                    // 0000000049D8: BF800000
	s_nop 0                                                    // 0000000049DC: BF800000
	s_nop 0                                                    // 0000000049E0: BF800000
	s_nop 0                                                    // 0000000049E4: BF800000
	s_nop 0                                                    // 0000000049E8: BF800000
	s_nop 0                                                    // 0000000049EC: BF800000
	s_nop 0                                                    // 0000000049F0: BF800000
	s_nop 0                                                    // 0000000049F4: BF800000
	s_nop 0                                                    // 0000000049F8: BF800000
	s_nop 0                                                    // 0000000049FC: BF800000

0000000000004a00 <functions>:
	s_load_dword s0, s[4:5], 0x2c                              // 000000004A00: C0020002 0000002C
	s_load_dword s8, s[4:5], 0x18                              // 000000004A08: C0020202 00000018
	s_waitcnt lgkmcnt(0)                                       // 000000004A10: BF8CC07F
	s_and_b32 s0, s0, 0xffff                                   // 000000004A14: 8600FF00 0000FFFF
	s_mul_i32 s6, s6, s0                                       // 000000004A1C: 92060006
	v_add_u32_e32 v0, s6, v0                                   // 000000004A20: 68000006
	v_cmp_gt_i32_e32 vcc, s8, v0                               // 000000004A24: 7D880008
	s_and_saveexec_b64 s[0:1], vcc                             // 000000004A28: BE80206A
	s_cbranch_execz 722                                        // 000000004A2C: BF8802D2 <functions+0xb78>
	s_load_dwordx4 s[0:3], s[4:5], 0x0                         // 000000004A30: C00A0002 00000000
	s_load_dwordx2 s[6:7], s[4:5], 0x10                        // 000000004A38: C0060182 00000010
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000004A40: 2202009F
	v_lshlrev_b64 v[2:3], 2, v[0:1]                            // 000000004A44: D28F0002 00020082
	s_waitcnt lgkmcnt(0)                                       // 000000004A4C: BF8CC07F
	v_mov_b32_e32 v1, s1                                       // 000000004A50: 7E020201
	v_add_co_u32_e32 v4, vcc, s0, v2                           // 000000004A54: 32080400
	v_addc_co_u32_e32 v5, vcc, v1, v3, vcc                     // 000000004A58: 380A0701
	v_mov_b32_e32 v1, s3                                       // 000000004A5C: 7E020203
	v_add_co_u32_e32 v6, vcc, s2, v2                           // 000000004A60: 320C0402
	global_load_dword v4, v[4:5], off                          // 000000004A64: DC508000 047F0004
	v_addc_co_u32_e32 v7, vcc, v1, v3, vcc                     // 000000004A6C: 380E0701
	global_load_dword v6, v[6:7], off                          // 000000004A70: DC508000 067F0006
	s_mov_b32 s0, 0x3f200000                                   // 000000004A78: BE8000FF 3F200000
	s_waitcnt vmcnt(1)                                         // 000000004A80: BF8C0F71
	v_cmp_nlt_f32_e64 s[0:1], |v4|, s0                         // 000000004A84: D04E0100 00000104
	s_and_saveexec_b64 s[2:3], s[0:1]                          // 000000004A8C: BE822000
	s_xor_b64 s[0:1], exec, s[2:3]                             // 000000004A90: 8880027E
	s_cbranch_execz 31                                         // 000000004A94: BF88001F <functions+0x114>
	v_add_f32_e64 v1, |v4|, |v4|                               // 000000004A98: D1010301 00020904
	v_mul_f32_e32 v5, 0x3fb8aa3b, v1                           // 000000004AA0: 0A0A02FF 3FB8AA3B
	s_mov_b32 s2, 0x3fb8aa3b                                   // 000000004AA8: BE8200FF 3FB8AA3B
	v_rndne_f32_e32 v7, v5                                     // 000000004AB0: 7E0E3D05
	v_sub_f32_e32 v8, v5, v7                                   // 000000004AB4: 04100F05
	v_fma_f32 v5, v1, s2, -v5                                  // 000000004AB8: D1CB0005 84140501
	v_fmac_f32_e32 v5, 0x32a5705f, v1                          // 000000004AC0: 760A02FF 32A5705F
	v_add_f32_e32 v5, v8, v5                                   // 000000004AC8: 020A0B08
	v_exp_f32_e32 v5, v5                                       // 000000004ACC: 7E0A4105
	v_cvt_i32_f32_e32 v7, v7                                   // 000000004AD0: 7E0E1107
	s_mov_b32 s2, 0xc2ce8ed0                                   // 000000004AD4: BE8200FF C2CE8ED0
	v_cmp_ngt_f32_e32 vcc, s2, v1                              // 000000004ADC: 7C960202
	s_mov_b32 s2, 0x42b17218                                   // 000000004AE0: BE8200FF 42B17218
	v_ldexp_f32 v5, v5, v7                                     // 000000004AE8: D2880005 00020F05
	v_cndmask_b32_e32 v5, 0, v5, vcc                           // 000000004AF0: 000A0A80
	v_mov_b32_e32 v7, 0x7f800000                               // 000000004AF4: 7E0E02FF 7F800000
	v_cmp_nlt_f32_e32 vcc, s2, v1                              // 000000004AFC: 7C9C0202
	v_cndmask_b32_e32 v1, v7, v5, vcc                          // 000000004B00: 00020B07
	v_add_f32_e32 v1, 1.0, v1                                  // 000000004B04: 020202F2
	v_rcp_f32_e32 v1, v1                                       // 000000004B08: 7E024501
	v_fma_f32 v1, v1, -2.0, 1.0                                // 000000004B0C: D1CB0001 03C9EB01
	s_or_saveexec_b64 s[0:1], s[0:1]                           // 000000004B14: BE802100
	s_brev_b32 s2, -2                                          // 000000004B18: BE8208C2
	s_xor_b64 exec, exec, s[0:1]                               // 000000004B1C: 88FE007E
	s_cbranch_execz 18                                         // 000000004B20: BF880012 <functions+0x16c>
	v_mul_f32_e32 v1, v4, v4                                   // 000000004B24: 0A020904
	v_mov_b32_e32 v5, 0x3ca908c9                               // 000000004B28: 7E0A02FF 3CA908C9
	v_fmac_f32_e32 v5, 0xbbbac73d, v1                          // 000000004B30: 760A02FF BBBAC73D
	v_mov_b32_e32 v7, 0xbd5c1c4e                               // 000000004B38: 7E0E02FF BD5C1C4E
	v_fmac_f32_e32 v7, v1, v5                                  // 000000004B40: 760E0B01
	v_mov_b32_e32 v5, 0x3e088382                               // 000000004B44: 7E0A02FF 3E088382
	v_fmac_f32_e32 v5, v1, v7                                  // 000000004B4C: 760A0F01
	v_mov_b32_e32 v7, 0xbeaaaa99                               // 000000004B50: 7E0E02FF BEAAAA99
	v_fmac_f32_e32 v7, v1, v5                                  // 000000004B58: 760E0B01
	v_mul_f32_e64 v5, |v4|, v7                                 // 000000004B5C: D1050105 00020F04
	v_fma_f32 v1, v1, v5, |v4|                                 // 000000004B64: D1CB0401 04120B01
	s_or_b64 exec, exec, s[0:1]                                // 000000004B6C: 87FE007E
	s_mov_b32 s0, 0xc2fc0000                                   // 000000004B70: BE8000FF C2FC0000
	v_cmp_gt_f32_e32 vcc, s0, v4                               // 000000004B78: 7C880800
	v_mov_b32_e32 v10, 0x42800000                              // 000000004B7C: 7E1402FF 42800000
	v_cndmask_b32_e32 v10, 0, v10, vcc                         // 000000004B84: 00141480
	v_add_f32_e32 v10, v4, v10                                 // 000000004B88: 02141504
	v_exp_f32_e32 v10, v10                                     // 000000004B8C: 7E14410A
	v_not_b32_e32 v7, 63                                       // 000000004B90: 7E0E56BF
	v_mov_b32_e32 v8, s7                                       // 000000004B94: 7E100207
	v_cndmask_b32_e32 v9, 0, v7, vcc                           // 000000004B98: 00120E80
	v_add_co_u32_e32 v2, vcc, s6, v2                           // 000000004B9C: 32040406
	v_bfi_b32 v1, s2, v1, v4                                   // 000000004BA0: D1CA0001 04120202
	v_addc_co_u32_e32 v3, vcc, v8, v3, vcc                     // 000000004BA8: 38060708
	s_ashr_i32 s9, s8, 31                                      // 000000004BAC: 90099F08
	global_store_dword v[2:3], v1, off                         // 000000004BB0: DC708000 007F0102
	v_ldexp_f32 v1, v10, v9                                    // 000000004BB8: D2880001 0002130A
	s_lshl_b64 s[0:1], s[8:9], 2                               // 000000004BC0: 8E808208
	v_mul_f32_e32 v9, 0x3fb8aa3b, v4                           // 000000004BC4: 0A1208FF 3FB8AA3B
	v_mov_b32_e32 v8, s1                                       // 000000004BCC: 7E100201
	s_mov_b32 s1, 0x3fb8aa3b                                   // 000000004BD0: BE8100FF 3FB8AA3B
	v_rndne_f32_e32 v10, v9                                    // 000000004BD8: 7E143D09
	v_sub_f32_e32 v11, v9, v10                                 // 000000004BDC: 04161509
	v_fma_f32 v9, v4, s1, -v9                                  // 000000004BE0: D1CB0009 84240304
	v_fmac_f32_e32 v9, 0x32a5705f, v4                          // 000000004BE8: 761208FF 32A5705F
	v_add_f32_e32 v9, v11, v9                                  // 000000004BF0: 0212130B
	v_exp_f32_e32 v9, v9                                       // 000000004BF4: 7E124109
	v_cvt_i32_f32_e32 v10, v10                                 // 000000004BF8: 7E14110A
	v_add_co_u32_e32 v2, vcc, s0, v2                           // 000000004BFC: 32040400
	v_addc_co_u32_e32 v3, vcc, v3, v8, vcc                     // 000000004C00: 38061103
	s_mov_b32 s0, 0xc2ce8ed0                                   // 000000004C04: BE8000FF C2CE8ED0
	global_store_dword v[2:3], v1, off                         // 000000004C0C: DC708000 007F0102
	v_ldexp_f32 v1, v9, v10                                    // 000000004C14: D2880001 00021509
	v_cmp_ngt_f32_e32 vcc, s0, v4                              // 000000004C1C: 7C960800
	s_mov_b32 s0, 0x42b17218                                   // 000000004C20: BE8000FF 42B17218
	v_cndmask_b32_e32 v1, 0, v1, vcc                           // 000000004C28: 00020280
	v_cmp_nlt_f32_e32 vcc, s0, v4                              // 000000004C2C: 7C9C0800
	s_add_i32 s0, s8, s8                                       // 000000004C30: 81000808
	v_add_u32_e32 v0, s0, v0                                   // 000000004C34: 68000000
	s_waitcnt vmcnt(2)                                         // 000000004C38: BF8C0F72
	v_div_scale_f32 v9, s[0:1], v6, v6, v4                     // 000000004C3C: D1E00009 04120D06
	v_mov_b32_e32 v2, 0x7f800000                               // 000000004C44: 7E0402FF 7F800000
	v_rcp_f32_e32 v10, v9                                      // 000000004C4C: 7E144509
	v_cndmask_b32_e32 v8, v2, v1, vcc                          // 000000004C50: 00100302
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000004C54: 2202009F
	v_lshlrev_b64 v[2:3], 2, v[0:1]                            // 000000004C58: D28F0002 00020082
	v_mov_b32_e32 v1, s7                                       // 000000004C60: 7E020207
	v_add_co_u32_e32 v2, vcc, s6, v2                           // 000000004C64: 32040406
	v_addc_co_u32_e32 v3, vcc, v1, v3, vcc                     // 000000004C68: 38060701
	v_fma_f32 v1, -v9, v10, 1.0                                // 000000004C6C: D1CB0001 23CA1509
	v_fmac_f32_e32 v10, v1, v10                                // 000000004C74: 76141501
	v_div_scale_f32 v1, vcc, v4, v6, v4                        // 000000004C78: D1E06A01 04120D04
	global_store_dword v[2:3], v8, off                         // 000000004C80: DC708000 007F0802
	v_mul_f32_e32 v2, v1, v10                                  // 000000004C88: 0A041501
	v_fma_f32 v3, -v9, v2, v1                                  // 000000004C8C: D1CB0003 24060509
	v_fmac_f32_e32 v2, v3, v10                                 // 000000004C94: 76041503
	v_fma_f32 v1, -v9, v2, v1                                  // 000000004C98: D1CB0001 24060509
	s_mov_b32 s0, 0xf800000                                    // 000000004CA0: BE8000FF 0F800000
	s_mov_b32 s1, 0x4f800000                                   // 000000004CA8: BE8100FF 4F800000
	v_div_fmas_f32 v1, v1, v10, v2                             // 000000004CB0: D1E20001 040A1501
	v_mul_f32_e64 v9, |v6|, s1                                 // 000000004CB8: D1050109 00000306
	v_cmp_lt_f32_e64 vcc, |v6|, s0                             // 000000004CC0: D041016A 00000106
	v_cndmask_b32_e64 v9, |v6|, v9, vcc                        // 000000004CC8: D1000109 01AA1306
	v_add_u32_e32 v0, s8, v0                                   // 000000004CD0: 68000008
	v_sqrt_f32_e32 v10, v9                                     // 000000004CD4: 7E144F09
	v_div_fixup_f32 v8, v1, v6, v4                             // 000000004CD8: D1DE0008 04120D01
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000004CE0: 2202009F
	v_lshlrev_b64 v[2:3], 2, v[0:1]                            // 000000004CE4: D28F0002 00020082
	v_mov_b32_e32 v1, s7                                       // 000000004CEC: 7E020207
	v_add_co_u32_e64 v2, s[0:1], s6, v2                        // 000000004CF0: D1190002 00020406
	v_addc_co_u32_e64 v3, s[0:1], v1, v3, s[0:1]               // 000000004CF8: D11C0003 00020701
	v_add_u32_e32 v1, -1, v10                                  // 000000004D00: 680214C1
	global_store_dword v[2:3], v8, off                         // 000000004D04: DC708000 007F0802
	v_fma_f32 v2, -v1, v10, v9                                 // 000000004D0C: D1CB0002 24261501
	v_cmp_ge_f32_e64 s[0:1], 0, v2                             // 000000004D14: D0460000 00020480
	v_add_u32_e32 v2, 1, v10                                   // 000000004D1C: 68041481
	v_fma_f32 v3, -v2, v10, v9                                 // 000000004D20: D1CB0003 24261502
	v_cndmask_b32_e64 v1, v10, v1, s[0:1]                      // 000000004D28: D1000001 0002030A
	v_cmp_lt_f32_e64 s[0:1], 0, v3                             // 000000004D30: D0410000 00020680
	v_cndmask_b32_e64 v1, v1, v2, s[0:1]                       // 000000004D38: D1000001 00020501
	v_mul_f32_e32 v2, 0x37800000, v1                           // 000000004D40: 0A0402FF 37800000
	v_cndmask_b32_e32 v1, v1, v2, vcc                          // 000000004D48: 00020501
	v_mov_b32_e32 v2, 0x260                                    // 000000004D4C: 7E0402FF 00000260
	v_cmp_class_f32_e32 vcc, v9, v2                            // 000000004D54: 7C200509
	s_mov_b32 s0, 0x800000                                     // 000000004D58: BE8000FF 00800000
	v_cndmask_b32_e32 v8, v1, v9, vcc                          // 000000004D60: 00101301
	v_cmp_lt_f32_e64 vcc, |v6|, s0                             // 000000004D64: D041016A 00000106
	v_cndmask_b32_e64 v9, 0, 32, vcc                           // 000000004D6C: D1000009 01A94080
	v_add_u32_e32 v0, s8, v0                                   // 000000004D74: 68000008
	v_ldexp_f32 v9, |v6|, v9                                   // 000000004D78: D2880109 00021306
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000004D80: 2202009F
	v_log_f32_e32 v9, v9                                       // 000000004D84: 7E124309
	v_lshlrev_b64 v[2:3], 2, v[0:1]                            // 000000004D88: D28F0002 00020082
	v_mov_b32_e32 v1, s7                                       // 000000004D90: 7E020207
	v_add_co_u32_e64 v2, s[0:1], s6, v2                        // 000000004D94: D1190002 00020406
	v_addc_co_u32_e64 v3, s[0:1], v1, v3, s[0:1]               // 000000004D9C: D11C0003 00020701
	s_mov_b32 s0, 0x3f317217                                   // 000000004DA4: BE8000FF 3F317217
	v_mul_f32_e32 v1, 0x3f317217, v9                           // 000000004DAC: 0A0212FF 3F317217
	v_fma_f32 v1, v9, s0, -v1                                  // 000000004DB4: D1CB0001 84040109
	s_mov_b32 s2, 0x7f800000                                   // 000000004DBC: BE8200FF 7F800000
	v_fmac_f32_e32 v1, 0x3377d1cf, v9                          // 000000004DC4: 760212FF 3377D1CF
	global_store_dword v[2:3], v8, off                         // 000000004DCC: DC708000 007F0802
	v_fmac_f32_e32 v1, 0x3f317217, v9                          // 000000004DD4: 760212FF 3F317217
	v_cmp_lt_f32_e64 s[0:1], |v9|, s2                          // 000000004DDC: D0410100 00000509
	v_mov_b32_e32 v2, 0x41b17218                               // 000000004DE4: 7E0402FF 41B17218
	v_cndmask_b32_e64 v1, v9, v1, s[0:1]                       // 000000004DEC: D1000001 00020309
	v_cndmask_b32_e32 v2, 0, v2, vcc                           // 000000004DF4: 00040480
	v_add_u32_e32 v0, s8, v0                                   // 000000004DF8: 68000008
	v_sub_f32_e32 v8, v1, v2                                   // 000000004DFC: 04100501
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000004E00: 2202009F
	v_lshlrev_b64 v[2:3], 2, v[0:1]                            // 000000004E04: D28F0002 00020082
	v_mov_b32_e32 v1, s7                                       // 000000004E0C: 7E020207
	v_add_co_u32_e32 v2, vcc, s6, v2                           // 000000004E10: 32040406
	s_brev_b32 s0, 18                                          // 000000004E14: BE800892
	v_and_b32_e32 v5, 0x7fffffff, v4                           // 000000004E18: 260A08FF 7FFFFFFF
	v_addc_co_u32_e32 v3, vcc, v1, v3, vcc                     // 000000004E20: 38060701
	v_cmp_nlt_f32_e64 s[0:1], |v4|, s0                         // 000000004E24: D04E0100 00000104
	global_store_dword v[2:3], v8, off                         // 000000004E2C: DC708000 007F0802
	s_and_saveexec_b64 s[2:3], s[0:1]                          // 000000004E34: BE822000
	s_xor_b64 s[10:11], exec, s[2:3]                           // 000000004E38: 888A027E
	s_cbranch_execz 148                                        // 000000004E3C: BF880094 <functions+0x690>
	v_lshrrev_b32_e32 v1, 23, v5                               // 000000004E40: 20020A97
	v_add_u32_e32 v1, 0xffffff88, v1                           // 000000004E44: 680202FF FFFFFF88
	v_cmp_lt_u32_e32 vcc, 63, v1                               // 000000004E4C: 7D9202BF
	v_cndmask_b32_e32 v2, 0, v7, vcc                           // 000000004E50: 00040E80
	v_add_u32_e32 v1, v2, v1                                   // 000000004E54: 68020302
	v_not_b32_e32 v2, 31                                       // 000000004E58: 7E04569F
	v_cmp_lt_u32_e64 s[0:1], 31, v1                            // 000000004E5C: D0C90000 0002029F
	v_cndmask_b32_e64 v7, 0, v2, s[0:1]                        // 000000004E64: D1000007 00020480
	v_add_u32_e32 v1, v7, v1                                   // 000000004E6C: 68020307
	v_cmp_lt_u32_e64 s[2:3], 31, v1                            // 000000004E70: D0C90002 0002029F
	v_cndmask_b32_e64 v2, 0, v2, s[2:3]                        // 000000004E78: D1000002 000A0480
	v_add_u32_e32 v1, v2, v1                                   // 000000004E80: 68020302
	v_and_b32_e32 v2, 0x7fffff, v5                             // 000000004E84: 26040AFF 007FFFFF
	v_or_b32_e32 v7, 0x800000, v2                              // 000000004E8C: 280E04FF 00800000
	s_mov_b32 s4, 0xfe5163ab                                   // 000000004E94: BE8400FF FE5163AB
	v_mad_u64_u32 v[8:9], s[4:5], v7, s4, 0                    // 000000004E9C: D1E80408 02000907
	v_mov_b32_e32 v3, 0                                        // 000000004EA4: 7E060280
	v_mov_b32_e32 v2, v9                                       // 000000004EA8: 7E040309
	s_mov_b32 s4, 0x3c439041                                   // 000000004EAC: BE8400FF 3C439041
	v_mad_u64_u32 v[10:11], s[4:5], v7, s4, v[2:3]             // 000000004EB4: D1E8040A 04080907
	v_mov_b32_e32 v2, v11                                      // 000000004EBC: 7E04030B
	s_mov_b32 s4, 0xdb629599                                   // 000000004EC0: BE8400FF DB629599
	v_mad_u64_u32 v[12:13], s[4:5], v7, s4, v[2:3]             // 000000004EC8: D1E8040C 04080907
	v_mov_b32_e32 v2, v13                                      // 000000004ED0: 7E04030D
	s_mov_b32 s4, 0xf534ddc0                                   // 000000004ED4: BE8400FF F534DDC0
	v_mad_u64_u32 v[14:15], s[4:5], v7, s4, v[2:3]             // 000000004EDC: D1E8040E 04080907
	v_mov_b32_e32 v2, v15                                      // 000000004EE4: 7E04030F
	s_mov_b32 s4, 0xfc2757d1                                   // 000000004EE8: BE8400FF FC2757D1
	v_mad_u64_u32 v[16:17], s[4:5], v7, s4, v[2:3]             // 000000004EF0: D1E80410 04080907
	v_mov_b32_e32 v2, v17                                      // 000000004EF8: 7E040311
	s_mov_b32 s4, 0x4e441529                                   // 000000004EFC: BE8400FF 4E441529
	v_mad_u64_u32 v[18:19], s[4:5], v7, s4, v[2:3]             // 000000004F04: D1E80412 04080907
	v_mov_b32_e32 v2, v19                                      // 000000004F0C: 7E040313
	s_mov_b32 s4, 0xa2f9836e                                   // 000000004F10: BE8400FF A2F9836E
	v_mad_u64_u32 v[2:3], s[4:5], v7, s4, v[2:3]               // 000000004F18: D1E80402 04080907
	v_cndmask_b32_e32 v9, v18, v14, vcc                        // 000000004F20: 00121D12
	v_cndmask_b32_e32 v2, v2, v16, vcc                         // 000000004F24: 00042102
	v_cndmask_b32_e32 v3, v3, v18, vcc                         // 000000004F28: 00062503
	v_cndmask_b32_e64 v7, v2, v9, s[0:1]                       // 000000004F2C: D1000007 00021302
	v_cndmask_b32_e64 v2, v3, v2, s[0:1]                       // 000000004F34: D1000002 00020503
	v_cndmask_b32_e32 v3, v16, v12, vcc                        // 000000004F3C: 00061910
	v_cndmask_b32_e64 v9, v9, v3, s[0:1]                       // 000000004F40: D1000009 00020709
	v_cndmask_b32_e64 v2, v2, v7, s[2:3]                       // 000000004F48: D1000002 000A0F02
	v_cndmask_b32_e64 v7, v7, v9, s[2:3]                       // 000000004F50: D1000007 000A1307
	v_sub_u32_e32 v11, 32, v1                                  // 000000004F58: 6A1602A0
	v_alignbit_b32 v13, v2, v7, v11                            // 000000004F5C: D1CE000D 042E0F02
	v_cmp_eq_u32_e64 s[4:5], 0, v1                             // 000000004F64: D0CA0004 00020280
	v_cndmask_b32_e64 v1, v13, v2, s[4:5]                      // 000000004F6C: D1000001 0012050D
	v_cndmask_b32_e32 v2, v14, v10, vcc                        // 000000004F74: 0004150E
	v_cndmask_b32_e64 v3, v3, v2, s[0:1]                       // 000000004F78: D1000003 00020503
	v_cndmask_b32_e64 v9, v9, v3, s[2:3]                       // 000000004F80: D1000009 000A0709
	v_alignbit_b32 v10, v7, v9, v11                            // 000000004F88: D1CE000A 042E1307
	v_cndmask_b32_e32 v8, v12, v8, vcc                         // 000000004F90: 0010110C
	v_cndmask_b32_e64 v7, v10, v7, s[4:5]                      // 000000004F94: D1000007 00120F0A
	v_bfe_u32 v14, v1, 29, 1                                   // 000000004F9C: D1C8000E 02053B01
	v_cndmask_b32_e64 v2, v2, v8, s[0:1]                       // 000000004FA4: D1000002 00021102
	v_alignbit_b32 v10, v1, v7, 30                             // 000000004FAC: D1CE000A 027A0F01
	v_sub_u32_e32 v15, 0, v14                                  // 000000004FB4: 6A1E1C80
	v_cndmask_b32_e64 v2, v3, v2, s[2:3]                       // 000000004FB8: D1000002 000A0503
	v_xor_b32_e32 v10, v10, v15                                // 000000004FC0: 2A141F0A
	v_alignbit_b32 v3, v9, v2, v11                             // 000000004FC4: D1CE0003 042E0509
	v_cndmask_b32_e64 v3, v3, v9, s[4:5]                       // 000000004FCC: D1000003 00121303
	v_ffbh_u32_e32 v8, v10                                     // 000000004FD4: 7E105B0A
	v_alignbit_b32 v7, v7, v3, 30                              // 000000004FD8: D1CE0007 027A0707
	v_min_u32_e32 v8, 32, v8                                   // 000000004FE0: 1C1010A0
	v_alignbit_b32 v2, v3, v2, 30                              // 000000004FE4: D1CE0002 027A0503
	v_xor_b32_e32 v7, v7, v15                                  // 000000004FEC: 2A0E1F07
	v_sub_u32_e32 v9, 31, v8                                   // 000000004FF0: 6A12109F
	v_xor_b32_e32 v2, v2, v15                                  // 000000004FF4: 2A041F02
	v_alignbit_b32 v10, v10, v7, v9                            // 000000004FF8: D1CE000A 04260F0A
	v_alignbit_b32 v2, v7, v2, v9                              // 000000005000: D1CE0002 04260507
	v_alignbit_b32 v3, v10, v2, 9                              // 000000005008: D1CE0003 0226050A
	v_ffbh_u32_e32 v7, v3                                      // 000000005010: 7E0E5B03
	v_min_u32_e32 v7, 32, v7                                   // 000000005014: 1C0E0EA0
	v_lshrrev_b32_e32 v13, 29, v1                              // 000000005018: 201A029D
	v_not_b32_e32 v9, v7                                       // 00000000501C: 7E125707
	v_alignbit_b32 v2, v3, v2, v9                              // 000000005020: D1CE0002 04260503
	v_lshlrev_b32_e32 v3, 31, v13                              // 000000005028: 24061A9F
	v_or_b32_e32 v9, 0x33000000, v3                            // 00000000502C: 281206FF 33000000
	v_add_lshl_u32 v7, v7, v8, 23                              // 000000005034: D1FE0007 025E1107
	v_lshrrev_b32_e32 v2, 9, v2                                // 00000000503C: 20040489
	v_sub_u32_e32 v7, v9, v7                                   // 000000005040: 6A0E0F09
	v_or_b32_e32 v3, 0.5, v3                                   // 000000005044: 280606F0
	v_lshlrev_b32_e32 v8, 23, v8                               // 000000005048: 24101097
	v_or_b32_e32 v2, v7, v2                                    // 00000000504C: 28040507
	v_lshrrev_b32_e32 v7, 9, v10                               // 000000005050: 200E1489
	v_sub_u32_e32 v3, v3, v8                                   // 000000005054: 6A061103
	v_or_b32_e32 v3, v7, v3                                    // 000000005058: 28060707
	s_mov_b32 s0, 0x3fc90fda                                   // 00000000505C: BE8000FF 3FC90FDA
	v_mul_f32_e32 v7, 0x3fc90fda, v3                           // 000000005064: 0A0E06FF 3FC90FDA
	v_fma_f32 v8, v3, s0, -v7                                  // 00000000506C: D1CB0008 841C0103
	v_fmac_f32_e32 v8, 0x33a22168, v3                          // 000000005074: 761006FF 33A22168
	v_fmac_f32_e32 v8, 0x3fc90fda, v2                          // 00000000507C: 761004FF 3FC90FDA
	v_lshrrev_b32_e32 v1, 30, v1                               // 000000005084: 2002029E
	v_add_f32_e32 v2, v7, v8                                   // 000000005088: 02041107
	v_add_u32_e32 v1, v14, v1                                  // 00000000508C: 6802030E
	s_andn2_saveexec_b64 s[0:1], s[10:11]                      // 000000005090: BE80230A
	s_cbranch_execz 14                                         // 000000005094: BF88000E <functions+0x6d0>
	s_mov_b32 s2, 0x3f22f983                                   // 000000005098: BE8200FF 3F22F983
	v_mul_f32_e64 v1, |v4|, s2                                 // 0000000050A0: D1050101 00000504
	v_rndne_f32_e32 v3, v1                                     // 0000000050A8: 7E063D01
	s_mov_b32 s2, 0xbfc90fda                                   // 0000000050AC: BE8200FF BFC90FDA
	v_cvt_i32_f32_e32 v1, v3                                   // 0000000050B4: 7E021103
	v_fma_f32 v2, v3, s2, |v4|                                 // 0000000050B8: D1CB0402 04100503
	v_fmac_f32_e32 v2, 0xb3a22168, v3                          // 0000000050C0: 760406FF B3A22168
	v_fmac_f32_e32 v2, 0xa7c234c4, v3                          // 0000000050C8: 760406FF A7C234C4
	s_or_b64 exec, exec, s[0:1]                                // 0000000050D0: 87FE007E
	v_mul_f32_e32 v3, v2, v2                                   // 0000000050D4: 0A060502
	v_mov_b32_e32 v7, 0x3c0881c4                               // 0000000050D8: 7E0E02FF 3C0881C4
	v_fmac_f32_e32 v7, 0xb94c1982, v3                          // 0000000050E0: 760E06FF B94C1982
	v_mov_b32_e32 v8, 0xbe2aaa9d                               // 0000000050E8: 7E1002FF BE2AAA9D
	v_fmac_f32_e32 v8, v3, v7                                  // 0000000050F0: 76100F03
	v_mul_f32_e32 v7, v3, v8                                   // 0000000050F4: 0A0E1103
	v_fmac_f32_e32 v2, v2, v7                                  // 0000000050F8: 76040F02
	v_mov_b32_e32 v7, 0xbab64f3b                               // 0000000050FC: 7E0E02FF BAB64F3B
	v_fmac_f32_e32 v7, 0x37d75334, v3                          // 000000005104: 760E06FF 37D75334
	v_mov_b32_e32 v8, 0x3d2aabf7                               // 00000000510C: 7E1002FF 3D2AABF7
	v_fmac_f32_e32 v8, v3, v7                                  // 000000005114: 76100F03
	v_mov_b32_e32 v7, 0xbf000004                               // 000000005118: 7E0E02FF BF000004
	v_fmac_f32_e32 v7, v3, v8                                  // 000000005120: 760E1103
	v_fma_f32 v3, v3, v7, 1.0                                  // 000000005124: D1CB0003 03CA0F03
	v_and_b32_e32 v7, 1, v1                                    // 00000000512C: 260E0281
	v_cmp_eq_u32_e32 vcc, 0, v7                                // 000000005130: 7D940E80
	v_lshlrev_b32_e32 v1, 30, v1                               // 000000005134: 2402029E
	v_cndmask_b32_e32 v2, v3, v2, vcc                          // 000000005138: 00040503
	v_and_b32_e32 v1, 0x80000000, v1                           // 00000000513C: 260202FF 80000000
	v_xor_b32_e32 v3, v5, v4                                   // 000000005144: 2A060905
	v_xor_b32_e32 v1, v3, v1                                   // 000000005148: 2A020303
	s_movk_i32 s0, 0x1f8                                       // 00000000514C: B00001F8
	v_xor_b32_e32 v1, v1, v2                                   // 000000005150: 2A020501
	v_mov_b32_e32 v18, 0x7fc00000                              // 000000005154: 7E2402FF 7FC00000
	v_cmp_class_f32_e64 vcc, v4, s0                            // 00000000515C: D010006A 00000104
	v_add_u32_e32 v0, s8, v0                                   // 000000005164: 68000008
	v_cndmask_b32_e32 v7, v18, v1, vcc                         // 000000005168: 000E0312
	v_ashrrev_i32_e32 v1, 31, v0                               // 00000000516C: 2202009F
	v_lshlrev_b64 v[2:3], 2, v[0:1]                            // 000000005170: D28F0002 00020082
	v_mov_b32_e32 v19, s7                                      // 000000005178: 7E260207
	v_add_co_u32_e32 v2, vcc, s6, v2                           // 00000000517C: 32040406
	v_add_u32_e32 v0, s8, v0                                   // 000000005180: 68000008
	v_addc_co_u32_e32 v3, vcc, v19, v3, vcc                    // 000000005184: 38060713
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000005188: 2202009F
	global_store_dword v[2:3], v7, off                         // 00000000518C: DC708000 007F0702
	v_lshlrev_b64 v[2:3], 2, v[0:1]                            // 000000005194: D28F0002 00020082
	v_mov_b32_e32 v7, 0x3fc00000                               // 00000000519C: 7E0E02FF 3FC00000
	v_add_co_u32_e32 v2, vcc, s6, v2                           // 0000000051A4: 32040406
	v_fmac_f32_e32 v7, v4, v6                                  // 0000000051A8: 760E0D04
	v_addc_co_u32_e32 v3, vcc, v19, v3, vcc                    // 0000000051AC: 38060713
	global_store_dword v[2:3], v7, off                         // 0000000051B0: DC708000 007F0702
	v_rndne_f32_e32 v1, v6                                     // 0000000051B8: 7E023D06
	v_floor_f32_e32 v2, v4                                     // 0000000051BC: 7E043F04
	v_add_u32_e32 v0, s8, v0                                   // 0000000051C0: 68000008
	v_add_f32_e32 v6, v2, v1                                   // 0000000051C4: 020C0302
	v_ashrrev_i32_e32 v1, 31, v0                               // 0000000051C8: 2202009F
	v_lshlrev_b64 v[2:3], 2, v[0:1]                            // 0000000051CC: D28F0002 00020082
	v_add_co_u32_e32 v2, vcc, s6, v2                           // 0000000051D4: 32040406
	v_addc_co_u32_e32 v3, vcc, v19, v3, vcc                    // 0000000051D8: 38060713
	v_mov_b32_e32 v1, 0x3fa00000                               // 0000000051DC: 7E0202FF 3FA00000
	v_cmp_eq_f32_e64 s[0:1], |v4|, 1.0                         // 0000000051E4: D0420100 0001E504
	global_store_dword v[2:3], v6, off                         // 0000000051EC: DC708000 007F0602
	v_cndmask_b32_e64 v1, v1, 1.0, s[0:1]                      // 0000000051F4: D1000001 0001E501
	v_frexp_mant_f32_e64 v2, |v4|                              // 0000000051FC: D1740102 00000104
	s_mov_b32 s0, 0x3f2aaaab                                   // 000000005204: BE8000FF 3F2AAAAB
	v_cmp_gt_f32_e32 vcc, s0, v2                               // 00000000520C: 7C880400
	v_cndmask_b32_e64 v3, 1.0, 2.0, vcc                        // 000000005210: D1000003 01A9E8F2
	v_mul_f32_e32 v2, v2, v3                                   // 000000005218: 0A040702
	v_add_f32_e32 v7, 1.0, v2                                  // 00000000521C: 020E04F2
	v_rcp_f32_e32 v12, v7                                      // 000000005220: 7E184507
	v_add_f32_e32 v3, -1.0, v7                                 // 000000005224: 02060EF3
	v_sub_f32_e32 v9, v2, v3                                   // 000000005228: 04120702
	v_add_f32_e32 v3, -1.0, v2                                 // 00000000522C: 020604F3
	v_mul_f32_e32 v13, v3, v12                                 // 000000005230: 0A1A1903
	v_mul_f32_e32 v6, v7, v13                                  // 000000005234: 0A0C1B07
	v_fma_f32 v8, v13, v7, -v6                                 // 000000005238: D1CB0008 841A0F0D
	v_fmac_f32_e32 v8, v13, v9                                 // 000000005240: 7610130D
	v_add_f32_e32 v2, v6, v8                                   // 000000005244: 02041106
	v_sub_f32_e32 v7, v3, v2                                   // 000000005248: 040E0503
	v_pk_add_f32 v[10:11], v[2:3], v[6:7] neg_lo:[0,1] neg_hi:[0,1]// 00000000524C: D3B2420A 58020D02
	v_mov_b32_e32 v9, v2                                       // 000000005254: 7E120302
	v_pk_add_f32 v[2:3], v[10:11], v[8:9] neg_lo:[0,1] neg_hi:[0,1]// 000000005258: D3B24202 5802110A
	v_add_f32_e32 v2, v2, v3                                   // 000000005260: 02040702
	v_add_f32_e32 v2, v7, v2                                   // 000000005264: 02040507
	v_mul_f32_e32 v3, v12, v2                                  // 000000005268: 0A06050C
	v_add_f32_e32 v2, v13, v3                                  // 00000000526C: 0204070D
	v_sub_f32_e32 v6, v2, v13                                  // 000000005270: 040C1B02
	v_sub_f32_e32 v14, v3, v6                                  // 000000005274: 041C0D03
	v_mul_f32_e32 v3, v2, v2                                   // 000000005278: 0A060502
	v_fma_f32 v7, v2, v2, -v3                                  // 00000000527C: D1CB0007 840E0502
	v_add_f32_e32 v6, v14, v14                                 // 000000005284: 020C1D0E
	v_fmac_f32_e32 v7, v2, v6                                  // 000000005288: 760E0D02
	v_add_f32_e32 v6, v3, v7                                   // 00000000528C: 020C0F03
	v_mov_b32_e32 v8, 0x3e91f4c4                               // 000000005290: 7E1002FF 3E91F4C4
	v_fmac_f32_e32 v8, 0x3e76c4e1, v6                          // 000000005298: 76100CFF 3E76C4E1
	v_mov_b32_e32 v9, 0x3ecccdef                               // 0000000052A0: 7E1202FF 3ECCCDEF
	v_fmac_f32_e32 v9, v6, v8                                  // 0000000052A8: 76121106
	v_sub_f32_e32 v3, v6, v3                                   // 0000000052AC: 04060706
	v_sub_f32_e32 v15, v7, v3                                  // 0000000052B0: 041E0707
	v_mul_f32_e32 v3, v6, v9                                   // 0000000052B4: 0A061306
	v_fma_f32 v7, v6, v9, -v3                                  // 0000000052B8: D1CB0007 840E1306
	v_fmac_f32_e32 v7, v15, v9                                 // 0000000052C0: 760E130F
	v_add_f32_e32 v8, v3, v7                                   // 0000000052C4: 02100F03
	v_add_f32_e32 v9, 0x3f2aaaaa, v8                           // 0000000052C8: 021210FF 3F2AAAAA
	v_sub_f32_e32 v3, v8, v3                                   // 0000000052D0: 04060708
	v_sub_f32_e32 v3, v7, v3                                   // 0000000052D4: 04060707
	v_add_f32_e32 v7, 0xbf2aaaaa, v9                           // 0000000052D8: 020E12FF BF2AAAAA
	v_add_f32_e32 v3, 0x31739010, v3                           // 0000000052E0: 020606FF 31739010
	v_sub_f32_e32 v7, v8, v7                                   // 0000000052E8: 040E0F08
	v_pk_mul_f32 v[10:11], v[2:3], v[6:7]                      // 0000000052EC: D3B1400A 18020D02
	v_fma_f32 v8, v6, v2, -v10                                 // 0000000052F4: D1CB0008 842A0506
	v_pk_add_f32 v[12:13], v[2:3], v[6:7]                      // 0000000052FC: D3B2400C 18020D02
	v_fmac_f32_e32 v8, v6, v14                                 // 000000005304: 76101D06
	v_mov_b32_e32 v11, v13                                     // 000000005308: 7E16030D
	v_fmac_f32_e32 v8, v15, v2                                 // 00000000530C: 7610050F
	v_pk_add_f32 v[6:7], v[10:11], v[8:9]                      // 000000005310: D3B24006 1802110A
	v_sub_f32_e32 v3, v6, v10                                  // 000000005318: 04061506
	v_sub_f32_e32 v3, v8, v3                                   // 00000000531C: 04060708
	v_sub_f32_e32 v8, v9, v7                                   // 000000005320: 04100F09
	v_add_f32_e32 v11, v13, v8                                 // 000000005324: 0216110D
	v_cvt_f64_f32_e32 v[12:13], v5                             // 000000005328: 7E182105
	v_frexp_exp_i32_f64_e32 v5, v[12:13]                       // 00000000532C: 7E0A610C
	v_subbrev_co_u32_e32 v5, vcc, 0, v5, vcc                   // 000000005330: 3C0A0A80
	v_cvt_f32_i32_e32 v5, v5                                   // 000000005334: 7E0A0B05
	v_pk_mul_f32 v[8:9], v[6:7], v[6:7] op_sel:[0,1] op_sel_hi:[1,0]// 000000005338: D3B15008 08020D06
	v_fma_f32 v10, v6, v7, -v8                                 // 000000005340: D1CB000A 84220F06
	v_fmac_f32_e32 v10, v6, v11                                // 000000005348: 76141706
	s_mov_b32 s0, 0x3f317218                                   // 00000000534C: BE8000FF 3F317218
	v_mul_f32_e32 v6, 0x3f317218, v5                           // 000000005354: 0A0C0AFF 3F317218
	v_fmac_f32_e32 v10, v3, v7                                 // 00000000535C: 76140F03
	v_fma_f32 v12, v5, s0, -v6                                 // 000000005360: D1CB000C 84180105
	v_fmac_f32_e32 v12, 0xb102e308, v5                         // 000000005368: 76180AFF B102E308
	v_ldexp_f32 v13, v2, 1                                     // 000000005370: D288000D 00010302
	v_add_f32_e32 v7, v8, v10                                  // 000000005378: 020E1508
	v_pk_add_f32 v[2:3], v[6:7], v[12:13]                      // 00000000537C: D3B24002 18021906
	v_ldexp_f32 v5, v14, 1                                     // 000000005384: D2880005 0001030E
	v_mov_b32_e32 v14, v7                                      // 00000000538C: 7E1C0307
	v_mov_b32_e32 v15, v3                                      // 000000005390: 7E1E0303
	v_mov_b32_e32 v9, v13                                      // 000000005394: 7E12030D
	v_pk_add_f32 v[8:9], v[14:15], v[8:9] neg_lo:[0,1] neg_hi:[0,1]// 000000005398: D3B24208 5802110E
	v_mov_b32_e32 v11, v7                                      // 0000000053A0: 7E160307
	v_pk_add_f32 v[8:9], v[10:11], v[8:9] neg_lo:[0,1] neg_hi:[0,1]// 0000000053A4: D3B24208 5802110A
	v_add_f32_e32 v5, v5, v8                                   // 0000000053AC: 020A1105
	v_add_f32_e32 v7, v5, v9                                   // 0000000053B0: 020E1305
	v_pk_add_f32 v[8:9], v[2:3], v[6:7] neg_lo:[0,1] neg_hi:[0,1]// 0000000053B4: D3B24208 58020D02
	v_pk_add_f32 v[10:11], v[2:3], v[6:7]                      // 0000000053BC: D3B2400A 18020D02
	v_mov_b32_e32 v9, v11                                      // 0000000053C4: 7E12030B
	v_mov_b32_e32 v13, v2                                      // 0000000053C8: 7E1A0302
	v_pk_add_f32 v[14:15], v[12:13], v[8:9] neg_lo:[0,1] neg_hi:[0,1]// 0000000053CC: D3B2420E 5802110C
	v_pk_add_f32 v[8:9], v[12:13], v[8:9]                      // 0000000053D4: D3B24008 1802110C
	v_pk_add_f32 v[12:13], v[8:9], v[2:3] op_sel:[1,0] op_sel_hi:[0,1] neg_lo:[0,1] neg_hi:[0,1]// 0000000053DC: D3B24A0C 50020508
	v_pk_add_f32 v[16:17], v[10:11], v[12:13] op_sel_hi:[1,0] neg_lo:[0,1] neg_hi:[0,1]// 0000000053E4: D3B24210 4802190A
	v_mov_b32_e32 v10, v11                                     // 0000000053EC: 7E14030B
	v_mov_b32_e32 v11, v9                                      // 0000000053F0: 7E160309
	v_pk_mov_b32 v[12:13], v[2:3], v[12:13] op_sel:[1,0]       // 0000000053F4: D3B3480C 18021902
	v_pk_add_f32 v[10:11], v[10:11], v[12:13] neg_lo:[0,1] neg_hi:[0,1]// 0000000053FC: D3B2420A 5802190A
	v_mov_b32_e32 v6, v7                                       // 000000005404: 7E0C0307
	v_mov_b32_e32 v7, v2                                       // 000000005408: 7E0E0302
	v_pk_add_f32 v[2:3], v[6:7], v[10:11] neg_lo:[0,1] neg_hi:[0,1]// 00000000540C: D3B24202 58021506
	v_mov_b32_e32 v16, v14                                     // 000000005414: 7E20030E
	v_pk_add_f32 v[6:7], v[16:17], v[2:3]                      // 000000005418: D3B24006 18020510
	v_pk_add_f32 v[10:11], v[6:7], v[6:7] op_sel:[0,1] op_sel_hi:[1,0]// 000000005420: D3B2500A 08020D06
	v_mov_b32_e32 v15, v9                                      // 000000005428: 7E1E0309
	v_pk_add_f32 v[8:9], v[8:9], v[10:11] op_sel:[1,0] op_sel_hi:[0,1]// 00000000542C: D3B24808 10021508
	v_mov_b32_e32 v7, v8                                       // 000000005434: 7E0E0308
	v_pk_add_f32 v[12:13], v[6:7], v[14:15] neg_lo:[0,1] neg_hi:[0,1]// 000000005438: D3B2420C 58021D06
	v_mov_b32_e32 v3, v10                                      // 000000005440: 7E06030A
	v_sub_f32_e32 v5, v6, v12                                  // 000000005444: 040A1906
	v_pk_add_f32 v[2:3], v[2:3], v[12:13] neg_lo:[0,1] neg_hi:[0,1]// 000000005448: D3B24202 58021902
	v_sub_f32_e32 v5, v14, v5                                  // 000000005450: 040A0B0E
	v_add_f32_e32 v2, v2, v5                                   // 000000005454: 02040B02
	v_add_f32_e32 v2, v2, v3                                   // 000000005458: 02040702
	v_add_f32_e32 v3, v8, v2                                   // 00000000545C: 02060508
	v_sub_f32_e32 v5, v3, v8                                   // 000000005460: 040A1103
	v_sub_f32_e32 v2, v2, v5                                   // 000000005464: 04040B02
	v_mul_f32_e32 v5, v1, v3                                   // 000000005468: 0A0A0701
	v_fma_f32 v3, v1, v3, -v5                                  // 00000000546C: D1CB0003 84160701
	v_fmac_f32_e32 v3, v1, v2                                  // 000000005474: 76060501
	s_movk_i32 s0, 0x204                                       // 000000005478: B0000204
	v_add_f32_e32 v1, v5, v3                                   // 00000000547C: 02020705
	v_cmp_class_f32_e64 vcc, v5, s0                            // 000000005480: D010006A 00000105
	v_sub_f32_e32 v2, v1, v5                                   // 000000005488: 04040B01
	v_cndmask_b32_e32 v1, v1, v5, vcc                          // 00000000548C: 00020B01
	s_mov_b32 s2, 0x42b17218                                   // 000000005490: BE8200FF 42B17218
	v_sub_f32_e32 v2, v3, v2                                   // 000000005498: 04040503
	v_mov_b32_e32 v3, 0x37000000                               // 00000000549C: 7E0602FF 37000000
	v_cmp_eq_f32_e32 vcc, s2, v1                               // 0000000054A4: 7C840202
	v_cndmask_b32_e32 v3, 0, v3, vcc                           // 0000000054A8: 00060680
	v_sub_f32_e32 v5, v1, v3                                   // 0000000054AC: 040A0701
	s_mov_b32 s3, 0x3fb8aa3b                                   // 0000000054B0: BE8300FF 3FB8AA3B
	v_mul_f32_e32 v6, 0x3fb8aa3b, v5                           // 0000000054B8: 0A0C0AFF 3FB8AA3B
	v_fma_f32 v7, v5, s3, -v6                                  // 0000000054C0: D1CB0007 84180705
	v_rndne_f32_e32 v8, v6                                     // 0000000054C8: 7E103D06
	v_fmac_f32_e32 v7, 0x32a5705f, v5                          // 0000000054CC: 760E0AFF 32A5705F
	v_sub_f32_e32 v6, v6, v8                                   // 0000000054D4: 040C1106
	v_add_f32_e32 v6, v6, v7                                   // 0000000054D8: 020C0F06
	v_exp_f32_e32 v6, v6                                       // 0000000054DC: 7E0C4106
	v_cvt_i32_f32_e32 v7, v8                                   // 0000000054E0: 7E0E1108
	s_mov_b32 s1, 0x7f800000                                   // 0000000054E4: BE8100FF 7F800000
	v_cmp_neq_f32_e64 vcc, |v1|, s1                            // 0000000054EC: D04D016A 00000301
	s_mov_b32 s3, 0xc2ce8ed0                                   // 0000000054F4: BE8300FF C2CE8ED0
	v_cndmask_b32_e32 v1, 0, v2, vcc                           // 0000000054FC: 00020480
	v_ldexp_f32 v2, v6, v7                                     // 000000005500: D2880002 00020F06
	v_cmp_ngt_f32_e32 vcc, s3, v5                              // 000000005508: 7C960A03
	v_add_f32_e32 v1, v3, v1                                   // 00000000550C: 02020303
	v_cndmask_b32_e32 v2, 0, v2, vcc                           // 000000005510: 00040480
	v_mov_b32_e32 v3, 0x7f800000                               // 000000005514: 7E0602FF 7F800000
	v_cmp_nlt_f32_e32 vcc, s2, v5                              // 00000000551C: 7C9C0A02
	v_cndmask_b32_e32 v2, v3, v2, vcc                          // 000000005520: 00040503
	v_fma_f32 v1, v2, v1, v2                                   // 000000005524: D1CB0001 040A0302
	v_cmp_class_f32_e64 vcc, v2, s0                            // 00000000552C: D010006A 00000102
	v_cndmask_b32_e32 v1, v1, v2, vcc                          // 000000005534: 00020501
	v_cmp_neq_f32_e64 s[0:1], |v4|, s1                         // 000000005538: D04D0100 00000304
	v_cndmask_b32_e64 v1, v3, |v1|, s[0:1]                     // 000000005540: D1000201 00020303
	v_cmp_neq_f32_e32 vcc, 0, v4                               // 000000005548: 7C9A0880
	v_cndmask_b32_e32 v1, 0, v1, vcc                           // 00000000554C: 00020280
	v_cmp_o_f32_e32 vcc, v4, v4                                // 000000005550: 7C8E0904
	v_add_u32_e32 v0, s8, v0                                   // 000000005554: 68000008
	v_cndmask_b32_e32 v2, v18, v1, vcc                         // 000000005558: 00040312
	v_ashrrev_i32_e32 v1, 31, v0                               // 00000000555C: 2202009F
	v_lshlrev_b64 v[0:1], 2, v[0:1]                            // 000000005560: D28F0000 00020082
	v_add_co_u32_e32 v0, vcc, s6, v0                           // 000000005568: 32000006
	v_addc_co_u32_e32 v1, vcc, v19, v1, vcc                    // 00000000556C: 38020313
	global_store_dword v[0:1], v2, off                         // 000000005570: DC708000 007F0200
	s_endpgm                                                   // 000000005578: BF810000
	s_nop 0                                                    // 00000000557C: BF800000
	s_nop 0                                                    // 000000005580: BF800000
	s_nop 0                                                    // 000000005584: BF800000
	s_nop 0                                                    // 000000005588: BF800000
	s_nop 0                                                    // 00000000558C: BF800000
	s_nop 0                                                    // 000000005590: BF800000
	s_nop 0                                                    // 000000005594: BF800000
	s_nop 0                                                    // 000000005598: BF800000
	s_nop 0                                                    // 00000000559C: BF800000
	s_nop 0                                                    // 0000000055A0: BF800000
	s_nop 0                                                    // 0000000055A4: BF800000
	s_nop 0                                                    // 0000000055A8: BF800000
	s_nop 0                                                    // 0000000055AC: BF800000
	s_nop 0                                                    // 0000000055B0: BF800000
	s_nop 0                                                    // 0000000055B4: BF800000
	s_nop 0                                                    // 0000000055B8: BF800000
	s_nop 0                                                    // 0000000055BC: BF800000
	s_nop 0                                                    // 0000000055C0: BF800000
	s_nop 0                                                    // 0000000055C4: BF800000
	s_nop 0                                                    // 0000000055C8: BF800000
	s_nop 0                                                    // 0000000055CC: BF800000
	s_nop 0                                                    // 0000000055D0: BF800000
	s_nop 0                                                    // 0000000055D4: BF800000
	s_nop 0                                                    // 0000000055D8: BF800000
	s_nop 0                                                    // 0000000055DC: BF800000
	s_nop 0                                                    // 0000000055E0: BF800000
	s_nop 0                                                    // 0000000055E4: BF800000
	s_nop 0                                                    // 0000000055E8: BF800000
	s_nop 0                                                    // 0000000055EC: BF800000
	s_nop 0                                                    // 0000000055F0: BF800000
	s_nop 0                                                    // 0000000055F4: BF800000
	s_nop 0                                                    // 0000000055F8: BF800000
	s_nop 0                                                    // 0000000055FC: BF800000

0000000000005600 <doubles>:
	s_load_dword s0, s[4:5], 0x2c                              // 000000005600: C0020002 0000002C
	s_load_dword s8, s[4:5], 0x18                              // 000000005608: C0020202 00000018
	s_waitcnt lgkmcnt(0)                                       // 000000005610: BF8CC07F
	s_and_b32 s0, s0, 0xffff                                   // 000000005614: 8600FF00 0000FFFF
	s_mul_i32 s6, s6, s0                                       // 00000000561C: 92060006
	v_add_u32_e32 v0, s6, v0                                   // 000000005620: 68000006
	v_cmp_gt_i32_e32 vcc, s8, v0                               // 000000005624: 7D880008
	s_and_saveexec_b64 s[0:1], vcc                             // 000000005628: BE80206A
	s_cbranch_execz 139                                        // 00000000562C: BF88008B <doubles+0x25c>
	s_load_dwordx4 s[12:15], s[4:5], 0x0                       // 000000005630: C00A0302 00000000
	s_load_dwordx2 s[2:3], s[4:5], 0x10                        // 000000005638: C0060082 00000010
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000005640: 2202009F
	v_lshlrev_b64 v[2:3], 3, v[0:1]                            // 000000005644: D28F0002 00020083
	s_ashr_i32 s9, s8, 31                                      // 00000000564C: 90099F08
	s_waitcnt lgkmcnt(0)                                       // 000000005650: BF8CC07F
	v_mov_b32_e32 v1, s13                                      // 000000005654: 7E02020D
	v_add_co_u32_e32 v4, vcc, s12, v2                          // 000000005658: 3208040C
	v_addc_co_u32_e32 v5, vcc, v1, v3, vcc                     // 00000000565C: 380A0701
	v_mov_b32_e32 v1, s15                                      // 000000005660: 7E02020F
	v_add_co_u32_e32 v8, vcc, s14, v2                          // 000000005664: 3210040E
	v_addc_co_u32_e32 v9, vcc, v1, v3, vcc                     // 000000005668: 38120701
	global_load_dwordx2 v[6:7], v[4:5], off                    // 00000000566C: DC548000 067F0004
	global_load_dwordx2 v[10:11], v[8:9], off                  // 000000005674: DC548000 0A7F0008
	v_mov_b32_e32 v20, s3                                      // 00000000567C: 7E280203
	v_add_co_u32_e32 v2, vcc, s2, v2                           // 000000005680: 32040402
	v_addc_co_u32_e32 v3, vcc, v20, v3, vcc                    // 000000005684: 38060714
	v_mov_b32_e32 v1, 0x100                                    // 000000005688: 7E0202FF 00000100
	s_lshl_b64 s[4:5], s[8:9], 3                               // 000000005690: 8E848308
	s_movk_i32 s3, 0xffe0                                      // 000000005694: B003FFE0
	s_waitcnt vmcnt(0)                                         // 000000005698: BF8C0F70
	v_div_scale_f64 v[12:13], s[0:1], v[10:11], v[10:11], v[6:7]// 00000000569C: D1E1000C 041A150A
	v_rcp_f64_e32 v[14:15], v[12:13]                           // 0000000056A4: 7E1C4B0C
	v_div_scale_f64 v[16:17], vcc, v[6:7], v[10:11], v[6:7]    // 0000000056A8: D1E16A10 041A1506
	s_mov_b32 s0, 0                                            // 0000000056B0: BE800080
	v_fma_f64 v[18:19], -v[12:13], v[14:15], 1.0               // 0000000056B4: D1CC0012 23CA1D0C
	v_fmac_f64_e32 v[14:15], v[14:15], v[18:19]                // 0000000056BC: 081C250E
	v_fma_f64 v[18:19], -v[12:13], v[14:15], 1.0               // 0000000056C0: D1CC0012 23CA1D0C
	v_fmac_f64_e32 v[14:15], v[14:15], v[18:19]                // 0000000056C8: 081C250E
	v_mul_f64 v[18:19], v[16:17], v[14:15]                     // 0000000056CC: D2810012 00021D10
	v_fma_f64 v[12:13], -v[12:13], v[18:19], v[16:17]          // 0000000056D4: D1CC000C 2442250C
	v_div_fmas_f64 v[12:13], v[12:13], v[14:15], v[18:19]      // 0000000056DC: D1E3000C 044A1D0C
	v_div_fixup_f64 v[6:7], v[12:13], v[10:11], v[6:7]         // 0000000056E4: D1DF0006 041A150C
	global_store_dwordx2 v[2:3], v[6:7], off                   // 0000000056EC: DC748000 007F0602
	global_load_dwordx2 v[6:7], v[4:5], off                    // 0000000056F4: DC548000 067F0004
	s_brev_b32 s1, 8                                           // 0000000056FC: BE810888
	v_mov_b32_e32 v12, 0xffffff80                              // 000000005700: 7E1802FF FFFFFF80
	v_mov_b32_e32 v13, s5                                      // 000000005708: 7E1A0205
	v_mov_b32_e32 v16, 0x260                                   // 00000000570C: 7E2002FF 00000260
	s_waitcnt vmcnt(0)                                         // 000000005714: BF8C0F70
	v_cmp_lt_f64_e64 vcc, |v[6:7]|, s[0:1]                     // 000000005718: D061016A 00000106
	v_cndmask_b32_e32 v1, 0, v1, vcc                           // 000000005720: 00020280
	v_ldexp_f64 v[6:7], |v[6:7]|, v1                           // 000000005724: D2840106 00020306
	v_rsq_f64_e32 v[10:11], v[6:7]                             // 00000000572C: 7E144D06
	v_add_co_u32_e64 v2, s[0:1], s4, v2                        // 000000005730: D1190002 00020404
	v_addc_co_u32_e64 v3, s[0:1], v3, v13, s[0:1]              // 000000005738: D11C0003 00021B03
	v_cndmask_b32_e32 v1, 0, v12, vcc                          // 000000005740: 00021880
	v_mul_f64 v[12:13], v[6:7], v[10:11]                       // 000000005744: D281000C 00021506
	v_mul_f64 v[10:11], v[10:11], 0.5                          // 00000000574C: D281000A 0001E10A
	v_fma_f64 v[14:15], -v[10:11], v[12:13], 0.5               // 000000005754: D1CC000E 23C2190A
	v_fmac_f64_e32 v[12:13], v[12:13], v[14:15]                // 00000000575C: 08181D0C
	v_fmac_f64_e32 v[10:11], v[10:11], v[14:15]                // 000000005760: 08141D0A
	v_fma_f64 v[14:15], -v[12:13], v[12:13], v[6:7]            // 000000005764: D1CC000E 241A190C
	v_fmac_f64_e32 v[12:13], v[14:15], v[10:11]                // 00000000576C: 0818150E
	v_fma_f64 v[14:15], -v[12:13], v[12:13], v[6:7]            // 000000005770: D1CC000E 241A190C
	v_fmac_f64_e32 v[12:13], v[14:15], v[10:11]                // 000000005778: 0818150E
	v_ldexp_f64 v[10:11], v[12:13], v1                         // 00000000577C: D284000A 0002030C
	v_cmp_class_f64_e32 vcc, v[6:7], v16                       // 000000005784: 7C242106
	v_cndmask_b32_e32 v7, v11, v7, vcc                         // 000000005788: 000E0F0B
	v_cndmask_b32_e32 v6, v10, v6, vcc                         // 00000000578C: 000C0D0A
	global_store_dwordx2 v[2:3], v[6:7], off                   // 000000005790: DC748000 007F0602
	global_load_dwordx2 v[2:3], v[4:5], off                    // 000000005798: DC548000 027F0004
	s_nop 0                                                    // 0000000057A0: BF800000
	global_load_dwordx2 v[6:7], v[8:9], off                    // 0000000057A4: DC548000 067F0008
	s_add_i32 s0, s8, s8                                       // 0000000057AC: 81000808
	v_add_u32_e32 v0, s0, v0                                   // 0000000057B0: 68000000
	v_ashrrev_i32_e32 v1, 31, v0                               // 0000000057B4: 2202009F
	v_mov_b32_e32 v8, 0                                        // 0000000057B8: 7E100280
	v_lshlrev_b64 v[10:11], 3, v[0:1]                          // 0000000057BC: D28F000A 00020083
	v_mov_b32_e32 v9, 0x3fd00000                               // 0000000057C4: 7E1202FF 3FD00000
	v_add_co_u32_e32 v10, vcc, s2, v10                         // 0000000057CC: 32141402
	v_addc_co_u32_e32 v11, vcc, v20, v11, vcc                  // 0000000057D0: 38161714
	s_mov_b32 s0, 0                                            // 0000000057D4: BE800080
	s_mov_b32 s1, 0x412e8480                                   // 0000000057D8: BE8100FF 412E8480
	v_add_u32_e32 v0, s8, v0                                   // 0000000057E0: 68000008
	v_ashrrev_i32_e32 v1, 31, v0                               // 0000000057E4: 2202009F
	v_lshlrev_b64 v[0:1], 3, v[0:1]                            // 0000000057E8: D28F0000 00020083
	v_add_co_u32_e32 v0, vcc, s2, v0                           // 0000000057F0: 32000002
	v_addc_co_u32_e32 v1, vcc, v20, v1, vcc                    // 0000000057F4: 38020314
	s_waitcnt vmcnt(0)                                         // 0000000057F8: BF8C0F70
	v_fmac_f64_e32 v[8:9], v[2:3], v[6:7]                      // 0000000057FC: 08100D02
	global_store_dwordx2 v[10:11], v[8:9], off                 // 000000005800: DC748000 007F080A
	global_load_dwordx2 v[2:3], v[4:5], off                    // 000000005808: DC548000 027F0004
	s_waitcnt vmcnt(0)                                         // 000000005810: BF8C0F70
	v_mul_f64 v[2:3], v[2:3], s[0:1]                           // 000000005814: D2810002 00000102
	v_trunc_f64_e32 v[2:3], v[2:3]                             // 00000000581C: 7E042F02
	v_ldexp_f64 v[4:5], v[2:3], s3                             // 000000005820: D2840004 00000702
	v_floor_f64_e32 v[4:5], v[4:5]                             // 000000005828: 7E083504
	v_fmac_f64_e32 v[2:3], 0xc1f00000, v[4:5]                  // 00000000582C: 080408FF C1F00000
	v_cvt_i32_f64_e32 v4, v[4:5]                               // 000000005834: 7E080704
	v_cvt_u32_f64_e32 v5, v[2:3]                               // 000000005838: 7E0A2B02
	v_cvt_f64_i32_e32 v[2:3], v4                               // 00000000583C: 7E040904
	v_cvt_f64_u32_e32 v[4:5], v5                               // 000000005840: 7E082D05
	v_ldexp_f64 v[2:3], v[2:3], 32                             // 000000005844: D2840002 00014102
	v_add_f64 v[2:3], v[2:3], v[4:5]                           // 00000000584C: D2800002 00020902
	global_store_dwordx2 v[0:1], v[2:3], off                   // 000000005854: DC748000 007F0200
	s_endpgm                                                   // 00000000585C: BF810000
	s_nop 0                                                    // 000000005860: BF800000
	s_nop 0                                                    // 000000005864: BF800000
	s_nop 0                                                    // 000000005868: BF800000
	s_nop 0                                                    // 00000000586C: BF800000
	s_nop 0                                                    // 000000005870: BF800000
	s_nop 0                                                    // 000000005874: BF800000
	s_nop 0                                                    // 000000005878: BF800000
	s_nop 0                                                    // 00000000587C: BF800000
	s_nop 0                                                    // 000000005880: BF800000
	s_nop 0                                                    // 000000005884: BF800000
	s_nop 0                                                    // 000000005888: BF800000
	s_nop 0                                                    // 00000000588C: BF800000
	s_nop 0                                                    // 000000005890: BF800000
	s_nop 0                                                    // 000000005894: BF800000
	s_nop 0                                                    // 000000005898: BF800000
	s_nop 0                                                    // 00000000589C: BF800000
	s_nop 0                                                    // 0000000058A0: BF800000
	s_nop 0                                                    // 0000000058A4: BF800000
	s_nop 0                                                    // 0000000058A8: BF800000
	s_nop 0                                                    // 0000000058AC: BF800000
	s_nop 0                                                    // 0000000058B0: BF800000
	s_nop 0                                                    // 0000000058B4: BF800000
	s_nop 0                                                    // 0000000058B8: BF800000
	s_nop 0                                                    // 0000000058BC: BF800000
	s_nop 0                                                    // 0000000058C0: BF800000
	s_nop 0                                                    // 0000000058C4: BF800000
	s_nop 0                                                    // 0000000058C8: BF800000
	s_nop 0                                                    // 0000000058CC: BF800000
	s_nop 0                                                    // 0000000058D0: BF800000
	s_nop 0                                                    // 0000000058D4: BF800000
	s_nop 0                                                    // 0000000058D8: BF800000
	s_nop 0                                                    // 0000000058DC: BF800000
	s_nop 0                                                    // 0000000058E0: BF800000
	s_nop 0                                                    // 0000000058E4: BF800000
	s_nop 0                                                    // 0000000058E8: BF800000
	s_nop 0                                                    // 0000000058EC: BF800000
	s_nop 0                                                    // 0000000058F0: BF800000
	s_nop 0                                                    // 0000000058F4: BF800000
	s_nop 0                                                    // 0000000058F8: BF800000
	s_nop 0                                                    // 0000000058FC: BF800000

0000000000005900 <lanes>:
	s_load_dwordx4 s[0:3], s[4:5], 0x0                         // 000000005900: C00A0002 00000000
	v_lshlrev_b32_e32 v1, 2, v0                                // 000000005908: 24020082
	v_mul_u32_u24_e32 v9, 28, v0                               // 00000000590C: 1012009C
	v_and_b32_e32 v9, 0xfc, v9                                 // 000000005910: 261212FF 000000FC
	v_sub_u32_e32 v11, 0, v1                                   // 000000005918: 6A160280
	s_waitcnt lgkmcnt(0)                                       // 00000000591C: BF8CC07F
	global_load_dword v2, v1, s[0:1]                           // 000000005920: DC508000 02000001
	v_mov_b32_e32 v3, 7                                        // 000000005928: 7E060287
	v_mov_b32_e32 v4, 7                                        // 00000000592C: 7E080287
	v_mbcnt_lo_u32_b32 v8, -1, 0                               // 000000005930: D28C0008 000100C1
	v_mov_b32_e32 v5, 7                                        // 000000005938: 7E0A0287
	v_mov_b32_e32 v6, 7                                        // 00000000593C: 7E0C0287
	v_mov_b32_e32 v7, 7                                        // 000000005940: 7E0E0287
	v_mbcnt_hi_u32_b32 v8, -1, v8                              // 000000005944: D28D0008 000210C1
	v_xor_b32_e32 v10, 1, v0                                   // 00000000594C: 2A140081
	global_store_dword v1, v8, s[2:3] offset:2560              // 000000005950: DC708A00 00020801
	v_lshlrev_b32_e32 v10, 2, v10                              // 000000005958: 24141482
	s_waitcnt vmcnt(1)                                         // 00000000595C: BF8C0F71
	ds_bpermute_b32 v9, v9, v2                                 // 000000005960: D87E0000 09000209
	ds_permute_b32 v11, v11, v2 offset:252                     // 000000005968: D87C00FC 0B00020B
	v_readlane_b32 s4, v2, 5                                   // 000000005970: D2890004 00010B02
	v_readfirstlane_b32 s5, v2                                 // 000000005978: 7E0A0502
	v_mov_b32_dpp v4, v2 row_shr:1 row_mask:0xf bank_mask:0xf  // 00000000597C: 7E0802FA FF011102
	v_mov_b32_dpp v3, v2 row_newbcast:2 row_mask:0xf bank_mask:0xf// 000000005984: 7E0602FA FF015202
	ds_swizzle_b32 v12, v2 offset:swizzle(SWAP,16)             // 00000000598C: D87A401F 0C000002
	s_add_i32 s4, s5, s4                                       // 000000005994: 81040405
	v_mov_b32_dpp v8, v2 row_shl:1 row_mask:0xf bank_mask:0xf bound_ctrl:1// 000000005998: 7E1002FA FF090102
	v_mov_b32_dpp v5, v2 row_ror:8 row_mask:0xf bank_mask:0xf  // 0000000059A0: 7E0A02FA FF012802
	v_mov_b32_dpp v6, v2 quad_perm:[3,2,1,0] row_mask:0xf bank_mask:0xf// 0000000059A8: 7E0C02FA FF001B02
	v_mov_b32_dpp v7, v2 row_bcast:15 row_mask:0xa bank_mask:0xf// 0000000059B0: 7E0E02FA AF014202
	global_store_dword v1, v4, s[2:3]                          // 0000000059B8: DC708000 00020401
	global_store_dword v1, v8, s[2:3] offset:256               // 0000000059C0: DC708100 00020801
	global_store_dword v1, v5, s[2:3] offset:512               // 0000000059C8: DC708200 00020501
	global_store_dword v1, v6, s[2:3] offset:768               // 0000000059D0: DC708300 00020601
	global_store_dword v1, v7, s[2:3] offset:1024              // 0000000059D8: DC708400 00020701
	global_store_dword v1, v3, s[2:3] offset:1280              // 0000000059E0: DC708500 00020301
	v_mov_b32_e32 v3, s4                                       // 0000000059E8: 7E060204
	global_store_dword v1, v3, s[2:3] offset:2304              // 0000000059EC: DC708900 00020301
	s_waitcnt lgkmcnt(2)                                       // 0000000059F4: BF8CC27F
	global_store_dword v1, v9, s[2:3] offset:1536              // 0000000059F8: DC708600 00020901
	s_waitcnt lgkmcnt(1)                                       // 000000005A00: BF8CC17F
	global_store_dword v1, v11, s[2:3] offset:1792             // 000000005A04: DC708700 00020B01
	s_waitcnt lgkmcnt(0)                                       // 000000005A0C: BF8CC07F
	global_store_dword v1, v12, s[2:3] offset:2048             // 000000005A10: DC708800 00020C01
	global_load_dword v3, v10, s[0:1]                          // 000000005A18: DC508000 0300000A
	v_mov_b32_e32 v4, 0x7020c00                                // 000000005A20: 7E0802FF 07020C00
	v_and_or_b32 v0, v0, 3, v4                                 // 000000005A28: D2010000 04110700
	v_and_b32_e32 v4, 1, v2                                    // 000000005A30: 26080481
	v_cmp_ne_u32_e32 vcc, 0, v4                                // 000000005A34: 7D9A0880
	s_xor_b32 s0, vcc_hi, vcc_lo                               // 000000005A38: 88006A6B
	v_mov_b32_e32 v4, s0                                       // 000000005A3C: 7E080200
	s_waitcnt vmcnt(0)                                         // 000000005A40: BF8C0F70
	v_perm_b32 v0, v2, v3, v0                                  // 000000005A44: D1ED0000 04020702
	global_store_dword v1, v0, s[2:3] offset:2816              // 000000005A4C: DC708B00 00020001
	global_store_dword v1, v4, s[2:3] offset:3072              // 000000005A54: DC708C00 00020401
	s_endpgm                                                   // 000000005A5C: BF810000
	s_nop 0                                                    // 000000005A60: BF800000
	s_nop 0                                                    // 000000005A64: BF800000
	s_nop 0                                                    // 000000005A68: BF800000
	s_nop 0                                                    // 000000005A6C: BF800000
	s_nop 0                                                    // 000000005A70: BF800000
	s_nop 0                                                    // 000000005A74: BF800000
	s_nop 0                                                    // 000000005A78: BF800000
	s_nop 0                                                    // 000000005A7C: BF800000
	s_nop 0                                                    // 000000005A80: BF800000
	s_nop 0                                                    // 000000005A84: BF800000
	s_nop 0                                                    // 000000005A88: BF800000
	s_nop 0                                                    // 000000005A8C: BF800000
	s_nop 0                                                    // 000000005A90: BF800000
	s_nop 0                                                    // 000000005A94: BF800000
	s_nop 0                                                    // 000000005A98: BF800000
	s_nop 0                                                    // 000000005A9C: BF800000
	s_nop 0                                                    // 000000005AA0: BF800000
	s_nop 0                                                    // 000000005AA4: BF800000
	s_nop 0                                                    // 000000005AA8: BF800000
	s_nop 0                                                    // 000000005AAC: BF800000
	s_nop 0                                                    // 000000005AB0: BF800000
	s_nop 0                                                    // 000000005AB4: BF800000
	s_nop 0                                                    // 000000005AB8: BF800000
	s_nop 0                                                    // 000000005ABC: BF800000
	s_nop 0                                                    // 000000005AC0: BF800000
	s_nop 0                                                    // 000000005AC4: BF800000
	s_nop 0                                                    // 000000005AC8: BF800000
	s_nop 0                                                    // 000000005ACC: BF800000
	s_nop 0                                                    // 000000005AD0: BF800000
	s_nop 0                                                    // 000000005AD4: BF800000
	s_nop 0                                                    // 000000005AD8: BF800000
	s_nop 0                                                    // 000000005ADC: BF800000
	s_nop 0                                                    // 000000005AE0: BF800000
	s_nop 0                                                    // 000000005AE4: BF800000
	s_nop 0                                                    // 000000005AE8: BF800000
	s_nop 0                                                    // 000000005AEC: BF800000
	s_nop 0                                                    // 000000005AF0: BF800000
	s_nop 0                                                    // 000000005AF4: BF800000
	s_nop 0                                                    // 000000005AF8: BF800000
	s_nop 0                                                    // 000000005AFC: BF800000

0000000000005b00 <packed>:
	s_load_dwordx8 s[8:15], s[4:5], 0x0                        // 000000005B00: C00E0202 00000000
	v_lshlrev_b32_e32 v1, 3, v0                                // 000000005B08: 24020083
	s_mov_b32 s0, 1.0                                          // 000000005B0C: BE8000F2
	s_mov_b32 s1, 0x40400000                                   // 000000005B10: BE8100FF 40400000
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000005B18: 24000082
	s_waitcnt lgkmcnt(0)                                       // 000000005B1C: BF8CC07F
	global_load_dwordx2 v[2:3], v1, s[8:9]                     // 000000005B20: DC548000 02080001
	s_waitcnt vmcnt(0)                                         // 000000005B28: BF8C0F70
	v_pk_fma_f32 v[2:3], v[2:3], 2.0, 1.0 op_sel_hi:[1,0,0]    // 000000005B2C: D3B00002 0BC9E902
	global_store_dwordx2 v1, v[2:3], s[12:13]                  // 000000005B34: DC748000 000C0201
	global_load_dwordx2 v[2:3], v1, s[8:9]                     // 000000005B3C: DC548000 02080001
	s_waitcnt vmcnt(0)                                         // 000000005B44: BF8C0F70
	v_pk_add_f32 v[2:3], v[2:3], s[0:1]                        // 000000005B48: D3B24002 18000102
	global_store_dwordx2 v1, v[2:3], s[12:13] offset:512       // 000000005B50: DC748200 000C0201
	global_load_dword v1, v0, s[10:11]                         // 000000005B58: DC508000 010A0000
	s_mov_b32 s0, 0x40003c00                                   // 000000005B60: BE8000FF 40003C00
	s_waitcnt vmcnt(0)                                         // 000000005B68: BF8C0F70
	v_pk_fma_f16 v1, v1, s0, 0.5 op_sel_hi:[1,1,0]             // 000000005B6C: D38E0001 1BC00101
	global_store_dword v0, v1, s[14:15]                        // 000000005B74: DC708000 000E0100
	global_load_dword v1, v0, s[10:11]                         // 000000005B7C: DC508000 010A0000
	s_waitcnt vmcnt(0)                                         // 000000005B84: BF8C0F70
	v_pk_mul_f16 v1, v1, v1 op_sel:[0,1] op_sel_hi:[1,0]       // 000000005B88: D3905001 08020301
	global_store_dword v0, v1, s[14:15] offset:256             // 000000005B90: DC708100 000E0100
	s_endpgm                                                   // 000000005B98: BF810000

0000000000005b9c <_Z6lookupPKii>:
	s_waitcnt vmcnt(0) expcnt(0) lgkmcnt(0)                    // 000000005B9C: BF8C0000
	v_mov_b32_e32 v3, 0                                        // 000000005BA0: 7E060280
	v_lshlrev_b64 v[2:3], 2, v[2:3]                            // 000000005BA4: D28F0002 00020482
	v_add_co_u32_e32 v0, vcc, v0, v2                           // 000000005BAC: 32000500
	v_addc_co_u32_e32 v1, vcc, v1, v3, vcc                     // 000000005BB0: 38020701
	v_cmp_ne_u64_e32 vcc, 0, v[0:1]                            // 000000005BB4: 7DDA0080
	v_cndmask_b32_e32 v0, -1, v0, vcc                          // 000000005BB8: 000000C1
	buffer_load_dword v0, v0, s[0:3], 0 offen                  // 000000005BBC: E0501000 80000000
	s_waitcnt vmcnt(0)                                         // 000000005BC4: BF8C0F70
	v_cvt_f32_i32_e32 v0, v0                                   // 000000005BC8: 7E000B00
	v_mul_f32_e32 v0, 0.5, v0                                  // 000000005BCC: 0A0000F0
	s_setpc_b64 s[30:31]                                       // 000000005BD0: BE801D1E
	s_nop 0                                                    // 000000005BD4: BF800000
	s_nop 0                                                    // 000000005BD8: BF800000
	s_nop 0                                                    // 000000005BDC: BF800000
	s_nop 0                                                    // 000000005BE0: BF800000
	s_nop 0                                                    // 000000005BE4: BF800000
	s_nop 0                                                    // 000000005BE8: BF800000
	s_nop 0                                                    // 000000005BEC: BF800000
	s_nop 0                                                    // 000000005BF0: BF800000
	s_nop 0                                                    // 000000005BF4: BF800000
	s_nop 0                                                    // 000000005BF8: BF800000
	s_nop 0                                                    // 000000005BFC: BF800000

0000000000005c00 <scratch>:
	s_add_u32 flat_scratch_lo, s6, s9                          // 000000005C00: 80660906
	s_addc_u32 flat_scratch_hi, s7, 0                          // 000000005C04: 82678007
	s_load_dwordx4 s[4:7], s[4:5], 0x0                         // 000000005C08: C00A0102 00000000
	v_lshlrev_b32_e32 v4, 2, v0                                // 000000005C10: 24080082
	s_add_u32 s0, s0, s9                                       // 000000005C14: 80000900
	s_addc_u32 s1, s1, 0                                       // 000000005C18: 82018001
	v_mov_b32_e32 v1, 0                                        // 000000005C1C: 7E020280
	s_waitcnt lgkmcnt(0)                                       // 000000005C20: BF8CC07F
	global_load_dword v0, v4, s[4:5]                           // 000000005C24: DC508000 00040004
	s_mov_b64 s[4:5], src_private_base                         // 000000005C2C: BE8401ED
	s_getpc_b64 s[8:9]                                         // 000000005C30: BE881C00
	s_add_u32 s8, s8, 0xffffff68                               // 000000005C34: 8008FF08 FFFFFF68
	s_addc_u32 s9, s9, -1                                      // 000000005C3C: 8209FF09 FFFFFFFF
	s_movk_i32 s32, 0x2c00                                     // 000000005C44: B0202C00
	buffer_store_dword v1, off, s[0:3], 0                      // 000000005C48: E0700000 80000100
	s_waitcnt vmcnt(1)                                         // 000000005C50: BF8C0F71
	buffer_store_dword v0, off, s[0:3], 0 offset:4             // 000000005C54: E0700004 80000000
	v_lshlrev_b32_e32 v1, 1, v0                                // 000000005C5C: 24020081
	v_lshl_add_u32 v3, v0, 1, v0                               // 000000005C60: D1FD0003 04010300
	v_lshlrev_b32_e32 v5, 2, v0                                // 000000005C68: 240A0082
	v_lshl_add_u32 v6, v0, 2, v0                               // 000000005C6C: D1FD0006 04010500
	v_mul_lo_u32 v7, v0, 6                                     // 000000005C74: D2850007 00010D00
	v_mul_lo_u32 v8, v0, 7                                     // 000000005C7C: D2850008 00010F00
	v_lshlrev_b32_e32 v9, 3, v0                                // 000000005C84: 24120083
	v_lshl_add_u32 v10, v0, 3, v0                              // 000000005C88: D1FD000A 04010700
	v_mul_lo_u32 v11, v0, 10                                   // 000000005C90: D285000B 00011500
	v_mul_lo_u32 v12, v0, 11                                   // 000000005C98: D285000C 00011700
	v_mul_lo_u32 v13, v0, 12                                   // 000000005CA0: D285000D 00011900
	v_mul_lo_u32 v14, v0, 13                                   // 000000005CA8: D285000E 00011B00
	v_mul_lo_u32 v15, v0, 14                                   // 000000005CB0: D285000F 00011D00
	v_mul_lo_u32 v16, v0, 15                                   // 000000005CB8: D2850010 00011F00
	v_lshlrev_b32_e32 v17, 4, v0                               // 000000005CC0: 24220084
	v_lshl_add_u32 v18, v0, 4, v0                              // 000000005CC4: D1FD0012 04010900
	v_mul_lo_u32 v19, v0, 18                                   // 000000005CCC: D2850013 00012500
	v_mul_lo_u32 v20, v0, 19                                   // 000000005CD4: D2850014 00012700
	v_mul_lo_u32 v21, v0, 20                                   // 000000005CDC: D2850015 00012900
	v_mul_lo_u32 v22, v0, 21                                   // 000000005CE4: D2850016 00012B00
	v_mul_lo_u32 v23, v0, 22                                   // 000000005CEC: D2850017 00012D00
	v_mul_lo_u32 v24, v0, 23                                   // 000000005CF4: D2850018 00012F00
	v_mul_lo_u32 v25, v0, 24                                   // 000000005CFC: D2850019 00013100
	v_mul_lo_u32 v26, v0, 25                                   // 000000005D04: D285001A 00013300
	v_mul_lo_u32 v27, v0, 26                                   // 000000005D0C: D285001B 00013500
	v_mul_lo_u32 v28, v0, 27                                   // 000000005D14: D285001C 00013700
	v_mul_lo_u32 v29, v0, 28                                   // 000000005D1C: D285001D 00013900
	v_mul_lo_u32 v30, v0, 29                                   // 000000005D24: D285001E 00013B00
	v_mul_lo_u32 v31, v0, 30                                   // 000000005D2C: D285001F 00013D00
	v_mul_lo_u32 v32, v0, 31                                   // 000000005D34: D2850020 00013F00
	v_lshlrev_b32_e32 v33, 5, v0                               // 000000005D3C: 24420085
	v_lshl_add_u32 v34, v0, 5, v0                              // 000000005D40: D1FD0022 04010B00
	v_mul_lo_u32 v35, v0, 34                                   // 000000005D48: D2850023 00014500
	v_mul_lo_u32 v36, v0, 35                                   // 000000005D50: D2850024 00014700
	v_mul_lo_u32 v37, v0, 36                                   // 000000005D58: D2850025 00014900
	v_mul_lo_u32 v38, v0, 37                                   // 000000005D60: D2850026 00014B00
	v_mul_lo_u32 v39, v0, 38                                   // 000000005D68: D2850027 00014D00
	v_mul_lo_u32 v40, v0, 39                                   // 000000005D70: D2850028 00014F00
	v_and_b32_e32 v2, 31, v0                                   // 000000005D78: 2604009F
	buffer_store_dword v3, off, s[0:3], 0 offset:12            // 000000005D7C: E070000C 80000300
	buffer_store_dword v1, off, s[0:3], 0 offset:8             // 000000005D84: E0700008 80000100
	buffer_store_dword v6, off, s[0:3], 0 offset:20            // 000000005D8C: E0700014 80000600
	buffer_store_dword v5, off, s[0:3], 0 offset:16            // 000000005D94: E0700010 80000500
	buffer_store_dword v8, off, s[0:3], 0 offset:28            // 000000005D9C: E070001C 80000800
	buffer_store_dword v7, off, s[0:3], 0 offset:24            // 000000005DA4: E0700018 80000700
	buffer_store_dword v10, off, s[0:3], 0 offset:36           // 000000005DAC: E0700024 80000A00
	buffer_store_dword v9, off, s[0:3], 0 offset:32            // 000000005DB4: E0700020 80000900
	buffer_store_dword v12, off, s[0:3], 0 offset:44           // 000000005DBC: E070002C 80000C00
	buffer_store_dword v11, off, s[0:3], 0 offset:40           // 000000005DC4: E0700028 80000B00
	buffer_store_dword v14, off, s[0:3], 0 offset:52           // 000000005DCC: E0700034 80000E00
	buffer_store_dword v13, off, s[0:3], 0 offset:48           // 000000005DD4: E0700030 80000D00
	buffer_store_dword v16, off, s[0:3], 0 offset:60           // 000000005DDC: E070003C 80001000
	buffer_store_dword v15, off, s[0:3], 0 offset:56           // 000000005DE4: E0700038 80000F00
	buffer_store_dword v18, off, s[0:3], 0 offset:68           // 000000005DEC: E0700044 80001200
	buffer_store_dword v17, off, s[0:3], 0 offset:64           // 000000005DF4: E0700040 80001100
	buffer_store_dword v20, off, s[0:3], 0 offset:76           // 000000005DFC: E070004C 80001400
	buffer_store_dword v19, off, s[0:3], 0 offset:72           // 000000005E04: E0700048 80001300
	buffer_store_dword v22, off, s[0:3], 0 offset:84           // 000000005E0C: E0700054 80001600
	buffer_store_dword v21, off, s[0:3], 0 offset:80           // 000000005E14: E0700050 80001500
	buffer_store_dword v24, off, s[0:3], 0 offset:92           // 000000005E1C: E070005C 80001800
	buffer_store_dword v23, off, s[0:3], 0 offset:88           // 000000005E24: E0700058 80001700
	buffer_store_dword v26, off, s[0:3], 0 offset:100          // 000000005E2C: E0700064 80001A00
	buffer_store_dword v25, off, s[0:3], 0 offset:96           // 000000005E34: E0700060 80001900
	buffer_store_dword v28, off, s[0:3], 0 offset:108          // 000000005E3C: E070006C 80001C00
	buffer_store_dword v27, off, s[0:3], 0 offset:104          // 000000005E44: E0700068 80001B00
	buffer_store_dword v30, off, s[0:3], 0 offset:116          // 000000005E4C: E0700074 80001E00
	buffer_store_dword v29, off, s[0:3], 0 offset:112          // 000000005E54: E0700070 80001D00
	buffer_store_dword v32, off, s[0:3], 0 offset:124          // 000000005E5C: E070007C 80002000
	buffer_store_dword v31, off, s[0:3], 0 offset:120          // 000000005E64: E0700078 80001F00
	buffer_store_dword v34, off, s[0:3], 0 offset:132          // 000000005E6C: E0700084 80002200
	buffer_store_dword v33, off, s[0:3], 0 offset:128          // 000000005E74: E0700080 80002100
	buffer_store_dword v36, off, s[0:3], 0 offset:140          // 000000005E7C: E070008C 80002400
	buffer_store_dword v35, off, s[0:3], 0 offset:136          // 000000005E84: E0700088 80002300
	buffer_store_dword v38, off, s[0:3], 0 offset:148          // 000000005E8C: E0700094 80002600
	buffer_store_dword v37, off, s[0:3], 0 offset:144          // 000000005E94: E0700090 80002500
	buffer_store_dword v40, off, s[0:3], 0 offset:156          // 000000005E9C: E070009C 80002800
	buffer_store_dword v39, off, s[0:3], 0 offset:152          // 000000005EA4: E0700098 80002700
	v_mov_b32_e32 v0, 0                                        // 000000005EAC: 7E000280
	v_mov_b32_e32 v1, s5                                       // 000000005EB0: 7E020205
	s_swappc_b64 s[30:31], s[8:9]                              // 000000005EB4: BE9E1E08
	global_store_dword v4, v0, s[6:7]                          // 000000005EB8: DC708000 00060004
	s_endpgm                                                   // 000000005EC0: BF810000
	s_nop 0                                                    // 000000005EC4: BF800000
	s_nop 0                                                    // 000000005EC8: BF800000
	s_nop 0                                                    // 000000005ECC: BF800000
	s_nop 0                                                    // 000000005ED0: BF800000
	s_nop 0                                                    // 000000005ED4: BF800000
	s_nop 0                                                    // 000000005ED8: BF800000
	s_nop 0                                                    // 000000005EDC: BF800000
	s_nop 0                                                    // 000000005EE0: BF800000
	s_nop 0                                                    // 000000005EE4: BF800000
	s_nop 0                                                    // 000000005EE8: BF800000
	s_nop 0                                                    // 000000005EEC: BF800000
	s_nop 0                                                    // 000000005EF0: BF800000
	s_nop 0                                                    // 000000005EF4: BF800000
	s_nop 0                                                    // 000000005EF8: BF800000
	s_nop 0                                                    // 000000005EFC: BF800000

0000000000005f00 <integers>:
	s_load_dwordx4 s[0:3], s[4:5], 0x0                         // 000000005F00: C00A0002 00000000
	s_load_dwordx2 s[6:7], s[4:5], 0x10                        // 000000005F08: C0060182 00000010
	v_lshlrev_b32_e32 v8, 3, v0                                // 000000005F10: 24100083
	s_load_dword s4, s[4:5], 0x18                              // 000000005F14: C0020102 00000018
	v_pk_mov_b32 v[12:13], 0, 0                                // 000000005F1C: D3B3400C 18010080
	s_waitcnt lgkmcnt(0)                                       // 000000005F24: BF8CC07F
	global_load_dwordx2 v[2:3], v8, s[0:1]                     // 000000005F28: DC548000 02000008
	global_load_dwordx2 v[4:5], v8, s[2:3]                     // 000000005F30: DC548000 04020008
	v_mov_b32_e32 v9, s7                                       // 000000005F38: 7E120207
	s_ashr_i32 s5, s4, 31                                      // 000000005F3C: 90059F04
	s_lshl_b64 s[8:9], s[4:5], 3                               // 000000005F40: 8E888304
	v_mov_b32_e32 v10, s9                                      // 000000005F44: 7E140209
	s_add_i32 s5, s4, s4                                       // 000000005F48: 81050404
	v_add_u32_e32 v0, s5, v0                                   // 000000005F4C: 68000005
	s_waitcnt vmcnt(0)                                         // 000000005F50: BF8C0F70
	v_add_co_u32_e32 v2, vcc, v4, v2                           // 000000005F54: 32040504
	v_addc_co_u32_e32 v3, vcc, v5, v3, vcc                     // 000000005F58: 38060705
	global_store_dwordx2 v8, v[2:3], s[6:7]                    // 000000005F5C: DC748000 00060208
	global_load_dwordx2 v[2:3], v8, s[0:1]                     // 000000005F64: DC548000 02000008
	s_nop 0                                                    // 000000005F6C: BF800000
	global_load_dwordx2 v[4:5], v8, s[2:3]                     // 000000005F70: DC548000 04020008
	v_add_co_u32_e32 v1, vcc, s6, v8                           // 000000005F78: 32021006
	v_addc_co_u32_e32 v7, vcc, 0, v9, vcc                      // 000000005F7C: 380E1280
	v_add_co_u32_e32 v6, vcc, s8, v1                           // 000000005F80: 320C0208
	v_addc_co_u32_e32 v7, vcc, v7, v10, vcc                    // 000000005F84: 380E1507
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000005F88: 2202009F
	s_waitcnt vmcnt(0)                                         // 000000005F8C: BF8C0F70
	v_sub_co_u32_e32 v2, vcc, v2, v4                           // 000000005F90: 34040902
	v_subb_co_u32_e32 v3, vcc, v3, v5, vcc                     // 000000005F94: 3A060B03
	global_store_dwordx2 v[6:7], v[2:3], off                   // 000000005F98: DC748000 007F0206
	global_load_dwordx2 v[2:3], v8, s[0:1]                     // 000000005FA0: DC548000 02000008
	s_nop 0                                                    // 000000005FA8: BF800000
	global_load_dwordx2 v[4:5], v8, s[2:3]                     // 000000005FAC: DC548000 04020008
	v_lshlrev_b64 v[6:7], 3, v[0:1]                            // 000000005FB4: D28F0006 00020083
	v_add_co_u32_e32 v6, vcc, s6, v6                           // 000000005FBC: 320C0C06
	v_addc_co_u32_e32 v7, vcc, v9, v7, vcc                     // 000000005FC0: 380E0F09
	s_waitcnt vmcnt(0)                                         // 000000005FC4: BF8C0F70
	v_mul_lo_u32 v1, v5, v2                                    // 000000005FC8: D2850001 00020505
	v_mul_lo_u32 v5, v4, v3                                    // 000000005FD0: D2850005 00020704
	v_mad_u64_u32 v[2:3], s[8:9], v4, v2, 0                    // 000000005FD8: D1E80802 02020504
	v_add3_u32 v3, v3, v5, v1                                  // 000000005FE0: D1FF0003 04060B03
	global_store_dwordx2 v[6:7], v[2:3], off                   // 000000005FE8: DC748000 007F0206
	global_load_dwordx2 v[2:3], v8, s[0:1]                     // 000000005FF0: DC548000 02000008
	s_nop 0                                                    // 000000005FF8: BF800000
	global_load_dword v10, v8, s[2:3]                          // 000000005FFC: DC508000 0A020008
	v_add_u32_e32 v6, s4, v0                                   // 000000006004: 680C0004
	v_ashrrev_i32_e32 v7, 31, v6                               // 000000006008: 220E0C9F
	v_lshlrev_b64 v[0:1], 3, v[6:7]                            // 00000000600C: D28F0000 00020C83
	v_add_co_u32_e32 v0, vcc, s6, v0                           // 000000006014: 32000006
	v_addc_co_u32_e32 v1, vcc, v9, v1, vcc                     // 000000006018: 38020309
	s_waitcnt vmcnt(0)                                         // 00000000601C: BF8C0F70
	v_and_b32_e32 v7, 31, v10                                  // 000000006020: 260E149F
	v_lshlrev_b64 v[4:5], v10, v[2:3]                          // 000000006024: D28F0004 0002050A
	v_ashrrev_i64 v[2:3], v7, v[2:3]                           // 00000000602C: D2910002 00020507
	v_xor_b32_e32 v3, v5, v3                                   // 000000006034: 2A060705
	v_xor_b32_e32 v2, v4, v2                                   // 000000006038: 2A040504
	global_store_dwordx2 v[0:1], v[2:3], off                   // 00000000603C: DC748000 007F0200
	global_load_dwordx2 v[10:11], v8, s[2:3]                   // 000000006044: DC548000 0A020008
	v_mov_b32_e32 v1, s1                                       // 00000000604C: 7E020201
	v_add_co_u32_e32 v0, vcc, s0, v8                           // 000000006050: 32001000
	v_addc_co_u32_e32 v1, vcc, 0, v1, vcc                      // 000000006054: 38020280
	v_mov_b32_e32 v3, s3                                       // 000000006058: 7E060203
	v_add_co_u32_e32 v2, vcc, s2, v8                           // 00000000605C: 32041002
	v_addc_co_u32_e32 v3, vcc, 0, v3, vcc                      // 000000006060: 38060680
	v_mov_b32_e32 v4, 0                                        // 000000006064: 7E080280
	s_waitcnt vmcnt(0)                                         // 000000006068: BF8C0F70
	v_cmp_ne_u64_e32 vcc, 0, v[10:11]                          // 00000000606C: 7DDA1480
	s_and_saveexec_b64 s[2:3], vcc                             // 000000006070: BE82206A
	s_cbranch_execz 186                                        // 000000006074: BF8800BA <integers+0x460>
	global_load_dwordx2 v[8:9], v[0:1], off                    // 000000006078: DC548000 087F0000
	s_waitcnt vmcnt(0)                                         // 000000006080: BF8C0F70
	v_or_b32_e32 v5, v9, v11                                   // 000000006084: 280A1709
	v_cmp_ne_u64_e32 vcc, 0, v[4:5]                            // 000000006088: 7DDA0880
	s_and_saveexec_b64 s[0:1], vcc                             // 00000000608C: BE80206A
	s_xor_b64 s[8:9], exec, s[0:1]                             // 000000006090: 8888007E
	s_cbranch_execz 150                                        // 000000006094: BF880096 <integers+0x3f0>
	v_ashrrev_i32_e32 v5, 31, v11                              // 000000006098: 220A169F
	v_add_co_u32_e32 v7, vcc, v10, v5                          // 00000000609C: 320E0B0A
	v_addc_co_u32_e32 v10, vcc, v11, v5, vcc                   // 0000000060A0: 38140B0B
	v_xor_b32_e32 v18, v10, v5                                 // 0000000060A4: 2A240B0A
	v_xor_b32_e32 v7, v7, v5                                   // 0000000060A8: 2A0E0B07
	v_cvt_f32_u32_e32 v10, v7                                  // 0000000060AC: 7E140D07
	v_cvt_f32_u32_e32 v11, v18                                 // 0000000060B0: 7E160D12
	v_sub_co_u32_e32 v15, vcc, 0, v7                           // 0000000060B4: 341E0E80
	v_subb_co_u32_e32 v16, vcc, 0, v18, vcc                    // 0000000060B8: 3A202480
	v_madmk_f32 v10, v11, 0x4f800000, v10                      // 0000000060BC: 2E14150B 4F800000
	v_rcp_f32_e32 v10, v10                                     // 0000000060C4: 7E14450A
	v_mul_f32_e32 v10, 0x5f7ffffc, v10                         // 0000000060C8: 0A1414FF 5F7FFFFC
	v_mul_f32_e32 v11, 0x2f800000, v10                         // 0000000060D0: 0A1614FF 2F800000
	v_trunc_f32_e32 v11, v11                                   // 0000000060D8: 7E16390B
	v_madmk_f32 v10, v11, 0xcf800000, v10                      // 0000000060DC: 2E14150B CF800000
	v_cvt_u32_f32_e32 v14, v10                                 // 0000000060E4: 7E1C0F0A
	v_cvt_u32_f32_e32 v17, v11                                 // 0000000060E8: 7E220F0B
	v_mul_lo_u32 v12, v16, v14                                 // 0000000060EC: D285000C 00021D10
	v_mad_u64_u32 v[10:11], s[0:1], v15, v14, 0                // 0000000060F4: D1E8000A 02021D0F
	v_mul_lo_u32 v13, v15, v17                                 // 0000000060FC: D285000D 0002230F
	v_add3_u32 v11, v11, v13, v12                              // 000000006104: D1FF000B 04321B0B
	v_mad_u64_u32 v[12:13], s[0:1], v14, v11, 0                // 00000000610C: D1E8000C 0202170E
	v_mul_hi_u32 v19, v14, v10                                 // 000000006114: D2860013 0002150E
	v_add_co_u32_e32 v19, vcc, v19, v12                        // 00000000611C: 32261913
	v_addc_co_u32_e32 v20, vcc, 0, v13, vcc                    // 000000006120: 38281A80
	v_mad_u64_u32 v[12:13], s[0:1], v17, v11, 0                // 000000006124: D1E8000C 02021711
	v_mad_u64_u32 v[10:11], s[0:1], v17, v10, 0                // 00000000612C: D1E8000A 02021511
	v_add_co_u32_e32 v10, vcc, v19, v10                        // 000000006134: 32141513
	v_addc_co_u32_e32 v10, vcc, v20, v11, vcc                  // 000000006138: 38141714
	v_addc_co_u32_e32 v11, vcc, 0, v13, vcc                    // 00000000613C: 38161A80
	v_add_co_u32_e32 v10, vcc, v10, v12                        // 000000006140: 3214190A
	v_addc_co_u32_e32 v11, vcc, 0, v11, vcc                    // 000000006144: 38161680
	v_add_co_u32_e32 v19, vcc, v14, v10                        // 000000006148: 3226150E
	v_addc_co_u32_e32 v20, vcc, v17, v11, vcc                  // 00000000614C: 38281711
	v_mul_lo_u32 v12, v15, v20                                 // 000000006150: D285000C 0002290F
	v_mul_lo_u32 v13, v16, v19                                 // 000000006158: D285000D 00022710
	v_mad_u64_u32 v[10:11], s[0:1], v15, v19, 0                // 000000006160: D1E8000A 0202270F
	v_add3_u32 v11, v11, v12, v13                              // 000000006168: D1FF000B 0436190B
	v_mad_u64_u32 v[14:15], s[0:1], v20, v10, 0                // 000000006170: D1E8000E 02021514
	v_mad_u64_u32 v[16:17], s[0:1], v19, v11, 0                // 000000006178: D1E80010 02021713
	v_mul_hi_u32 v10, v19, v10                                 // 000000006180: D286000A 00021513
	v_add_co_u32_e32 v10, vcc, v10, v16                        // 000000006188: 3214210A
	v_mad_u64_u32 v[12:13], s[0:1], v20, v11, 0                // 00000000618C: D1E8000C 02021714
	v_addc_co_u32_e32 v11, vcc, 0, v17, vcc                    // 000000006194: 38162280
	v_add_co_u32_e32 v10, vcc, v10, v14                        // 000000006198: 32141D0A
	v_addc_co_u32_e32 v10, vcc, v11, v15, vcc                  // 00000000619C: 38141F0B
	v_addc_co_u32_e32 v11, vcc, 0, v13, vcc                    // 0000000061A0: 38161A80
	v_add_co_u32_e32 v10, vcc, v10, v12                        // 0000000061A4: 3214190A
	v_addc_co_u32_e32 v11, vcc, 0, v11, vcc                    // 0000000061A8: 38161680
	v_add_co_u32_e32 v10, vcc, v19, v10                        // 0000000061AC: 32141513
	v_addc_co_u32_e32 v11, vcc, v20, v11, vcc                  // 0000000061B0: 38161714
	v_ashrrev_i32_e32 v12, 31, v9                              // 0000000061B4: 2218129F
	v_add_co_u32_e32 v8, vcc, v8, v12                          // 0000000061B8: 32101908
	v_addc_co_u32_e32 v9, vcc, v9, v12, vcc                    // 0000000061BC: 38121909
	v_xor_b32_e32 v14, v8, v12                                 // 0000000061C0: 2A1C1908
	v_xor_b32_e32 v13, v9, v12                                 // 0000000061C4: 2A1A1909
	v_mad_u64_u32 v[8:9], s[0:1], v14, v11, 0                  // 0000000061C8: D1E80008 0202170E
	v_mul_hi_u32 v15, v14, v10                                 // 0000000061D0: D286000F 0002150E
	v_add_co_u32_e32 v15, vcc, v15, v8                         // 0000000061D8: 321E110F
	v_addc_co_u32_e32 v16, vcc, 0, v9, vcc                     // 0000000061DC: 38201280
	v_mad_u64_u32 v[8:9], s[0:1], v13, v11, 0                  // 0000000061E0: D1E80008 0202170D
	v_mad_u64_u32 v[10:11], s[0:1], v13, v10, 0                // 0000000061E8: D1E8000A 0202150D
	v_add_co_u32_e32 v10, vcc, v15, v10                        // 0000000061F0: 3214150F
	v_addc_co_u32_e32 v10, vcc, v16, v11, vcc                  // 0000000061F4: 38141710
	v_addc_co_u32_e32 v9, vcc, 0, v9, vcc                      // 0000000061F8: 38121280
	v_add_co_u32_e32 v10, vcc, v10, v8                         // 0000000061FC: 3214110A
	v_addc_co_u32_e32 v11, vcc, 0, v9, vcc                     // 000000006200: 38161280
	v_mul_lo_u32 v15, v18, v10                                 // 000000006204: D285000F 00021512
	v_mul_lo_u32 v16, v7, v11                                  // 00000000620C: D2850010 00021707
	v_mad_u64_u32 v[8:9], s[0:1], v7, v10, 0                   // 000000006214: D1E80008 02021507
	v_add3_u32 v9, v9, v16, v15                                // 00000000621C: D1FF0009 043E2109
	v_sub_u32_e32 v15, v13, v9                                 // 000000006224: 6A1E130D
	v_sub_co_u32_e32 v8, vcc, v14, v8                          // 000000006228: 3410110E
	v_subb_co_u32_e64 v14, s[0:1], v15, v18, vcc               // 00000000622C: D11D000E 01AA250F
	v_sub_co_u32_e64 v15, s[0:1], v8, v7                       // 000000006234: D11A000F 00020F08
	v_subbrev_co_u32_e64 v14, s[0:1], 0, v14, s[0:1]           // 00000000623C: D11E000E 00021C80
	v_cmp_ge_u32_e64 s[0:1], v14, v18                          // 000000006244: D0CE0000 0002250E
	v_cndmask_b32_e64 v16, 0, -1, s[0:1]                       // 00000000624C: D1000010 00018280
	v_cmp_ge_u32_e64 s[0:1], v15, v7                           // 000000006254: D0CE0000 00020F0F
	v_cndmask_b32_e64 v15, 0, -1, s[0:1]                       // 00000000625C: D100000F 00018280
	v_cmp_eq_u32_e64 s[0:1], v14, v18                          // 000000006264: D0CA0000 0002250E
	v_cndmask_b32_e64 v14, v16, v15, s[0:1]                    // 00000000626C: D100000E 00021F10
	v_add_co_u32_e64 v15, s[0:1], 2, v10                       // 000000006274: D119000F 00021482
	v_subb_co_u32_e32 v9, vcc, v13, v9, vcc                    // 00000000627C: 3A12130D
	v_addc_co_u32_e64 v16, s[0:1], 0, v11, s[0:1]              // 000000006280: D11C0010 00021680
	v_cmp_ge_u32_e32 vcc, v9, v18                              // 000000006288: 7D9C2509
	v_add_co_u32_e64 v17, s[0:1], 1, v10                       // 00000000628C: D1190011 00021481
	v_cndmask_b32_e64 v13, 0, -1, vcc                          // 000000006294: D100000D 01A98280
	v_cmp_ge_u32_e32 vcc, v8, v7                               // 00000000629C: 7D9C0F08
	v_addc_co_u32_e64 v19, s[0:1], 0, v11, s[0:1]              // 0000000062A0: D11C0013 00021680
	v_cndmask_b32_e64 v7, 0, -1, vcc                           // 0000000062A8: D1000007 01A98280
	v_cmp_eq_u32_e32 vcc, v9, v18                              // 0000000062B0: 7D942509
	v_cmp_ne_u32_e64 s[0:1], 0, v14                            // 0000000062B4: D0CD0000 00021C80
	v_cndmask_b32_e32 v7, v13, v7, vcc                         // 0000000062BC: 000E0F0D
	v_cmp_ne_u32_e32 vcc, 0, v7                                // 0000000062C0: 7D9A0E80
	v_cndmask_b32_e64 v8, v17, v15, s[0:1]                     // 0000000062C4: D1000008 00021F11
	v_cndmask_b32_e64 v14, v19, v16, s[0:1]                    // 0000000062CC: D100000E 00022113
	v_cndmask_b32_e32 v8, v10, v8, vcc                         // 0000000062D4: 0010110A
	v_xor_b32_e32 v5, v12, v5                                  // 0000000062D8: 2A0A0B0C
	v_cndmask_b32_e32 v7, v11, v14, vcc                        // 0000000062DC: 000E1D0B
	v_xor_b32_e32 v8, v8, v5                                   // 0000000062E0: 2A100B08
	v_xor_b32_e32 v7, v7, v5                                   // 0000000062E4: 2A0E0B07
	v_sub_co_u32_e32 v12, vcc, v8, v5                          // 0000000062E8: 34180B08
	v_subb_co_u32_e32 v13, vcc, v7, v5, vcc                    // 0000000062EC: 3A1A0B07
	s_andn2_saveexec_b64 s[0:1], s[8:9]                        // 0000000062F0: BE802308
	s_cbranch_execz 25                                         // 0000000062F4: BF880019 <integers+0x45c>
	v_cvt_f32_u32_e32 v5, v10                                  // 0000000062F8: 7E0A0D0A
	v_sub_u32_e32 v7, 0, v10                                   // 0000000062FC: 6A0E1480
	v_mov_b32_e32 v13, 0                                       // 000000006300: 7E1A0280
	v_rcp_iflag_f32_e32 v5, v5                                 // 000000006304: 7E0A4705
	v_mul_f32_e32 v5, 0x4f7ffffe, v5                           // 000000006308: 0A0A0AFF 4F7FFFFE
	v_cvt_u32_f32_e32 v5, v5                                   // 000000006310: 7E0A0F05
	v_mul_lo_u32 v7, v7, v5                                    // 000000006314: D2850007 00020B07
	v_mul_hi_u32 v7, v5, v7                                    // 00000000631C: D2860007 00020F05
	v_add_u32_e32 v5, v5, v7                                   // 000000006324: 680A0F05
	v_mul_hi_u32 v5, v8, v5                                    // 000000006328: D2860005 00020B08
	v_mul_lo_u32 v7, v5, v10                                   // 000000006330: D2850007 00021505
	v_sub_u32_e32 v7, v8, v7                                   // 000000006338: 6A0E0F08
	v_add_u32_e32 v9, 1, v5                                    // 00000000633C: 68120A81
	v_sub_u32_e32 v8, v7, v10                                  // 000000006340: 6A101507
	v_cmp_ge_u32_e32 vcc, v7, v10                              // 000000006344: 7D9C1507
	v_cndmask_b32_e32 v7, v7, v8, vcc                          // 000000006348: 000E1107
	v_cndmask_b32_e32 v5, v5, v9, vcc                          // 00000000634C: 000A1305
	v_add_u32_e32 v8, 1, v5                                    // 000000006350: 68100A81
	v_cmp_ge_u32_e32 vcc, v7, v10                              // 000000006354: 7D9C1507
	v_cndmask_b32_e32 v12, v5, v8, vcc                         // 000000006358: 00181105
	s_or_b64 exec, exec, s[0:1]                                // 00000000635C: 87FE007E
	s_or_b64 exec, exec, s[2:3]                                // 000000006360: 87FE027E
	v_add_u32_e32 v6, s4, v6                                   // 000000006364: 680C0C04
	v_ashrrev_i32_e32 v7, 31, v6                               // 000000006368: 220E0C9F
	v_lshlrev_b64 v[8:9], 3, v[6:7]                            // 00000000636C: D28F0008 00020C83
	v_mov_b32_e32 v5, s7                                       // 000000006374: 7E0A0207
	v_add_co_u32_e32 v8, vcc, s6, v8                           // 000000006378: 32101006
	v_addc_co_u32_e32 v9, vcc, v5, v9, vcc                     // 00000000637C: 38121305
	global_store_dwordx2 v[8:9], v[12:13], off                 // 000000006380: DC748000 007F0C08
	global_load_dwordx2 v[10:11], v[2:3], off                  // 000000006388: DC548000 0A7F0002
	s_nop 0                                                    // 000000006390: BF800000
	global_load_dwordx2 v[8:9], v[0:1], off                    // 000000006394: DC548000 087F0000
	s_waitcnt vmcnt(1)                                         // 00000000639C: BF8C0F71
	v_or_b32_e32 v7, 1, v10                                    // 0000000063A0: 280E1481
	s_waitcnt vmcnt(0)                                         // 0000000063A4: BF8C0F70
	v_or_b32_e32 v5, v9, v11                                   // 0000000063A8: 280A1709
	v_cmp_ne_u64_e32 vcc, 0, v[4:5]                            // 0000000063AC: 7DDA0880
	s_and_saveexec_b64 s[0:1], vcc                             // 0000000063B0: BE80206A
	s_xor_b64 s[8:9], exec, s[0:1]                             // 0000000063B4: 8888007E
	s_cbranch_execz 133                                        // 0000000063B8: BF880085 <integers+0x6d0>
	v_cvt_f32_u32_e32 v4, v7                                   // 0000000063BC: 7E080D07
	v_cvt_f32_u32_e32 v5, v11                                  // 0000000063C0: 7E0A0D0B
	v_sub_co_u32_e32 v15, vcc, 0, v7                           // 0000000063C4: 341E0E80
	v_subb_co_u32_e32 v16, vcc, 0, v11, vcc                    // 0000000063C8: 3A201680
	v_madmk_f32 v4, v5, 0x4f800000, v4                         // 0000000063CC: 2E080905 4F800000
	v_rcp_f32_e32 v4, v4                                       // 0000000063D4: 7E084504
	v_mul_f32_e32 v4, 0x5f7ffffc, v4                           // 0000000063D8: 0A0808FF 5F7FFFFC
	v_mul_f32_e32 v5, 0x2f800000, v4                           // 0000000063E0: 0A0A08FF 2F800000
	v_trunc_f32_e32 v5, v5                                     // 0000000063E8: 7E0A3905
	v_madmk_f32 v4, v5, 0xcf800000, v4                         // 0000000063EC: 2E080905 CF800000
	v_cvt_u32_f32_e32 v10, v5                                  // 0000000063F4: 7E140F05
	v_cvt_u32_f32_e32 v14, v4                                  // 0000000063F8: 7E1C0F04
	v_mul_lo_u32 v12, v15, v10                                 // 0000000063FC: D285000C 0002150F
	v_mul_lo_u32 v13, v16, v14                                 // 000000006404: D285000D 00021D10
	v_mad_u64_u32 v[4:5], s[0:1], v15, v14, 0                  // 00000000640C: D1E80004 02021D0F
	v_add3_u32 v5, v5, v12, v13                                // 000000006414: D1FF0005 04361905
	v_mad_u64_u32 v[12:13], s[0:1], v14, v5, 0                 // 00000000641C: D1E8000C 02020B0E
	v_mul_hi_u32 v17, v14, v4                                  // 000000006424: D2860011 0002090E
	v_add_co_u32_e32 v17, vcc, v17, v12                        // 00000000642C: 32221911
	v_addc_co_u32_e32 v18, vcc, 0, v13, vcc                    // 000000006430: 38241A80
	v_mad_u64_u32 v[12:13], s[0:1], v10, v5, 0                 // 000000006434: D1E8000C 02020B0A
	v_mad_u64_u32 v[4:5], s[0:1], v10, v4, 0                   // 00000000643C: D1E80004 0202090A
	v_add_co_u32_e32 v4, vcc, v17, v4                          // 000000006444: 32080911
	v_addc_co_u32_e32 v4, vcc, v18, v5, vcc                    // 000000006448: 38080B12
	v_addc_co_u32_e32 v5, vcc, 0, v13, vcc                     // 00000000644C: 380A1A80
	v_add_co_u32_e32 v4, vcc, v4, v12                          // 000000006450: 32081904
	v_addc_co_u32_e32 v5, vcc, 0, v5, vcc                      // 000000006454: 380A0A80
	v_add_co_u32_e32 v18, vcc, v14, v4                         // 000000006458: 3224090E
	v_addc_co_u32_e32 v10, vcc, v10, v5, vcc                   // 00000000645C: 38140B0A
	v_mul_lo_u32 v12, v15, v10                                 // 000000006460: D285000C 0002150F
	v_mul_lo_u32 v13, v16, v18                                 // 000000006468: D285000D 00022510
	v_mad_u64_u32 v[4:5], s[0:1], v15, v18, 0                  // 000000006470: D1E80004 0202250F
	v_add3_u32 v5, v5, v12, v13                                // 000000006478: D1FF0005 04361905
	v_mad_u64_u32 v[14:15], s[0:1], v10, v4, 0                 // 000000006480: D1E8000E 0202090A
	v_mad_u64_u32 v[16:17], s[0:1], v18, v5, 0                 // 000000006488: D1E80010 02020B12
	v_mul_hi_u32 v4, v18, v4                                   // 000000006490: D2860004 00020912
	v_add_co_u32_e32 v4, vcc, v4, v16                          // 000000006498: 32082104
	v_mad_u64_u32 v[12:13], s[0:1], v10, v5, 0                 // 00000000649C: D1E8000C 02020B0A
	v_addc_co_u32_e32 v5, vcc, 0, v17, vcc                     // 0000000064A4: 380A2280
	v_add_co_u32_e32 v4, vcc, v4, v14                          // 0000000064A8: 32081D04
	v_addc_co_u32_e32 v4, vcc, v5, v15, vcc                    // 0000000064AC: 38081F05
	v_addc_co_u32_e32 v5, vcc, 0, v13, vcc                     // 0000000064B0: 380A1A80
	v_add_co_u32_e32 v4, vcc, v4, v12                          // 0000000064B4: 32081904
	v_addc_co_u32_e32 v5, vcc, 0, v5, vcc                      // 0000000064B8: 380A0A80
	v_add_co_u32_e32 v12, vcc, v18, v4                         // 0000000064BC: 32180912
	v_addc_co_u32_e32 v10, vcc, v10, v5, vcc                   // 0000000064C0: 38140B0A
	v_mad_u64_u32 v[4:5], s[0:1], v8, v10, 0                   // 0000000064C4: D1E80004 02021508
	v_mul_hi_u32 v13, v8, v12                                  // 0000000064CC: D286000D 00021908
	v_add_co_u32_e32 v14, vcc, v13, v4                         // 0000000064D4: 321C090D
	v_addc_co_u32_e32 v15, vcc, 0, v5, vcc                     // 0000000064D8: 381E0A80
	v_mad_u64_u32 v[12:13], s[0:1], v9, v12, 0                 // 0000000064DC: D1E8000C 02021909
	v_mad_u64_u32 v[4:5], s[0:1], v9, v10, 0                   // 0000000064E4: D1E80004 02021509
	v_add_co_u32_e32 v10, vcc, v14, v12                        // 0000000064EC: 3214190E
	v_addc_co_u32_e32 v10, vcc, v15, v13, vcc                  // 0000000064F0: 38141B0F
	v_addc_co_u32_e32 v5, vcc, 0, v5, vcc                      // 0000000064F4: 380A0A80
	v_add_co_u32_e32 v4, vcc, v10, v4                          // 0000000064F8: 3208090A
	v_addc_co_u32_e32 v5, vcc, 0, v5, vcc                      // 0000000064FC: 380A0A80
	v_mul_lo_u32 v10, v11, v4                                  // 000000006500: D285000A 0002090B
	v_mul_lo_u32 v12, v7, v5                                   // 000000006508: D285000C 00020B07
	v_mad_u64_u32 v[4:5], s[0:1], v7, v4, 0                    // 000000006510: D1E80004 02020907
	v_add3_u32 v5, v5, v12, v10                                // 000000006518: D1FF0005 042A1905
	v_sub_u32_e32 v10, v9, v5                                  // 000000006520: 6A140B09
	v_sub_co_u32_e32 v4, vcc, v8, v4                           // 000000006524: 34080908
	v_subb_co_u32_e64 v8, s[0:1], v10, v11, vcc                // 000000006528: D11D0008 01AA170A
	v_sub_co_u32_e64 v10, s[0:1], v4, v7                       // 000000006530: D11A000A 00020F04
	v_subbrev_co_u32_e64 v12, s[2:3], 0, v8, s[0:1]            // 000000006538: D11E020C 00021080
	v_cmp_ge_u32_e64 s[2:3], v12, v11                          // 000000006540: D0CE0002 0002170C
	v_cndmask_b32_e64 v13, 0, -1, s[2:3]                       // 000000006548: D100000D 00098280
	v_cmp_ge_u32_e64 s[2:3], v10, v7                           // 000000006550: D0CE0002 00020F0A
	v_subb_co_u32_e32 v5, vcc, v9, v5, vcc                     // 000000006558: 3A0A0B09
	v_cndmask_b32_e64 v14, 0, -1, s[2:3]                       // 00000000655C: D100000E 00098280
	v_cmp_eq_u32_e64 s[2:3], v12, v11                          // 000000006564: D0CA0002 0002170C
	v_subb_co_u32_e64 v8, s[0:1], v8, v11, s[0:1]              // 00000000656C: D11D0008 00021708
	v_cmp_ge_u32_e32 vcc, v5, v11                              // 000000006574: 7D9C1705
	v_cndmask_b32_e64 v13, v13, v14, s[2:3]                    // 000000006578: D100000D 000A1D0D
	v_sub_co_u32_e64 v14, s[0:1], v10, v7                      // 000000006580: D11A000E 00020F0A
	v_cndmask_b32_e64 v9, 0, -1, vcc                           // 000000006588: D1000009 01A98280
	v_cmp_ge_u32_e32 vcc, v4, v7                               // 000000006590: 7D9C0F04
	v_subbrev_co_u32_e64 v8, s[0:1], 0, v8, s[0:1]             // 000000006594: D11E0008 00021080
	v_cndmask_b32_e64 v7, 0, -1, vcc                           // 00000000659C: D1000007 01A98280
	v_cmp_eq_u32_e32 vcc, v5, v11                              // 0000000065A4: 7D941705
	v_cmp_ne_u32_e64 s[0:1], 0, v13                            // 0000000065A8: D0CD0000 00021A80
	v_cndmask_b32_e32 v7, v9, v7, vcc                          // 0000000065B0: 000E0F09
	v_cndmask_b32_e64 v8, v12, v8, s[0:1]                      // 0000000065B4: D1000008 0002110C
	v_cmp_ne_u32_e32 vcc, 0, v7                                // 0000000065BC: 7D9A0E80
	v_cndmask_b32_e64 v7, v10, v14, s[0:1]                     // 0000000065C0: D1000007 00021D0A
	v_cndmask_b32_e32 v5, v5, v8, vcc                          // 0000000065C8: 000A1105
	v_cndmask_b32_e32 v4, v4, v7, vcc                          // 0000000065CC: 00080F04
	s_andn2_saveexec_b64 s[0:1], s[8:9]                        // 0000000065D0: BE802308
	s_cbranch_execz 23                                         // 0000000065D4: BF880017 <integers+0x734>
	v_cvt_f32_u32_e32 v4, v7                                   // 0000000065D8: 7E080D07
	v_sub_u32_e32 v5, 0, v7                                    // 0000000065DC: 6A0A0E80
	v_rcp_iflag_f32_e32 v4, v4                                 // 0000000065E0: 7E084704
	v_mul_f32_e32 v4, 0x4f7ffffe, v4                           // 0000000065E4: 0A0808FF 4F7FFFFE
	v_cvt_u32_f32_e32 v4, v4                                   // 0000000065EC: 7E080F04
	v_mul_lo_u32 v5, v5, v4                                    // 0000000065F0: D2850005 00020905
	v_mul_hi_u32 v5, v4, v5                                    // 0000000065F8: D2860005 00020B04
	v_add_u32_e32 v4, v4, v5                                   // 000000006600: 68080B04
	v_mul_hi_u32 v4, v8, v4                                    // 000000006604: D2860004 00020908
	v_mul_lo_u32 v4, v4, v7                                    // 00000000660C: D2850004 00020F04
	v_sub_u32_e32 v4, v8, v4                                   // 000000006614: 6A080908
	v_sub_u32_e32 v5, v4, v7                                   // 000000006618: 6A0A0F04
	v_cmp_ge_u32_e32 vcc, v4, v7                               // 00000000661C: 7D9C0F04
	v_cndmask_b32_e32 v4, v4, v5, vcc                          // 000000006620: 00080B04
	v_sub_u32_e32 v5, v4, v7                                   // 000000006624: 6A0A0F04
	v_cmp_ge_u32_e32 vcc, v4, v7                               // 000000006628: 7D9C0F04
	v_cndmask_b32_e32 v4, v4, v5, vcc                          // 00000000662C: 00080B04
	v_mov_b32_e32 v5, 0                                        // 000000006630: 7E0A0280
	s_or_b64 exec, exec, s[0:1]                                // 000000006634: 87FE007E
	v_add_u32_e32 v6, s4, v6                                   // 000000006638: 680C0C04
	v_ashrrev_i32_e32 v7, 31, v6                               // 00000000663C: 220E0C9F
	v_lshlrev_b64 v[8:9], 3, v[6:7]                            // 000000006640: D28F0008 00020C83
	v_mov_b32_e32 v14, s7                                      // 000000006648: 7E1C0207
	v_add_co_u32_e32 v8, vcc, s6, v8                           // 00000000664C: 32101006
	v_addc_co_u32_e32 v9, vcc, v14, v9, vcc                    // 000000006650: 3812130E
	global_store_dwordx2 v[8:9], v[4:5], off                   // 000000006654: DC748000 007F0408
	global_load_dwordx2 v[4:5], v[0:1], off                    // 00000000665C: DC548000 047F0000
	s_nop 0                                                    // 000000006664: BF800000
	global_load_dwordx2 v[8:9], v[2:3], off                    // 000000006668: DC548000 087F0002
	v_add_u32_e32 v10, s4, v6                                  // 000000006670: 68140C04
	v_ashrrev_i32_e32 v11, 31, v10                             // 000000006674: 2216149F
	v_lshlrev_b64 v[12:13], 3, v[10:11]                        // 000000006678: D28F000C 00021483
	v_add_co_u32_e32 v12, vcc, s6, v12                         // 000000006680: 32181806
	v_addc_co_u32_e32 v13, vcc, v14, v13, vcc                  // 000000006684: 381A1B0E
	s_mov_b32 s0, 0                                            // 000000006688: BE800080
	v_mov_b32_e32 v7, s0                                       // 00000000668C: 7E0E0200
	s_waitcnt vmcnt(0)                                         // 000000006690: BF8C0F70
	v_cmp_lt_i64_e32 vcc, v[4:5], v[8:9]                       // 000000006694: 7DC21104
	v_cndmask_b32_e64 v6, 0, 1, vcc                            // 000000006698: D1000006 01A90280
	global_store_dwordx2 v[12:13], v[6:7], off                 // 0000000066A0: DC748000 007F060C
	global_load_dwordx2 v[4:5], v[0:1], off                    // 0000000066A8: DC548000 047F0000
	s_nop 0                                                    // 0000000066B0: BF800000
	global_load_dwordx2 v[6:7], v[2:3], off                    // 0000000066B4: DC548000 067F0002
	v_add_u32_e32 v2, s4, v10                                  // 0000000066BC: 68041404
	v_ashrrev_i32_e32 v3, 31, v2                               // 0000000066C0: 2206049F
	v_lshlrev_b64 v[2:3], 3, v[2:3]                            // 0000000066C4: D28F0002 00020483
	v_mov_b32_e32 v1, 0                                        // 0000000066CC: 7E020280
	s_waitcnt vmcnt(1)                                         // 0000000066D0: BF8C0F71
	v_ffbl_b32_e32 v8, v5                                      // 0000000066D4: 7E105D05
	s_waitcnt vmcnt(0)                                         // 0000000066D8: BF8C0F70
	v_ffbh_u32_e32 v6, v6                                      // 0000000066DC: 7E0C5B06
	v_ffbh_u32_e32 v7, v7                                      // 0000000066E0: 7E0E5B07
	v_ffbl_b32_e32 v9, v4                                      // 0000000066E4: 7E125D04
	v_add_u32_e64 v6, v6, 32 clamp                             // 0000000066E8: D1348006 00014106
	v_add_u32_e32 v8, 32, v8                                   // 0000000066F0: 681010A0
	v_min3_u32 v6, v6, v7, 64                                  // 0000000066F4: D1D20006 03020F06
	v_min_u32_e32 v7, v9, v8                                   // 0000000066FC: 1C0E1109
	v_bcnt_u32_b32 v0, v4, 0                                   // 000000006700: D28B0000 00010104
	v_add_u32_e32 v7, 1, v7                                    // 000000006708: 680E0E81
	v_cmp_ne_u64_e32 vcc, 0, v[4:5]                            // 00000000670C: 7DDA0880
	v_bcnt_u32_b32 v0, v5, v0                                  // 000000006710: D28B0000 00020105
	v_cndmask_b32_e32 v4, 0, v7, vcc                           // 000000006718: 00080E80
	v_add_co_u32_e32 v2, vcc, s6, v2                           // 00000000671C: 32040406
	v_add3_u32 v0, v6, v0, v4                                  // 000000006720: D1FF0000 04120106
	v_addc_co_u32_e32 v3, vcc, v14, v3, vcc                    // 000000006728: 3806070E
	global_store_dwordx2 v[2:3], v[0:1], off                   // 00000000672C: DC748000 007F0002
	s_endpgm                                                   // 000000006734: BF810000
	s_nop 0                                                    // 000000006738: BF800000
	s_nop 0                                                    // 00000000673C: BF800000
	s_nop 0                                                    // 000000006740: BF800000
	s_nop 0                                                    // 000000006744: BF800000
	s_nop 0                                                    // 000000006748: BF800000
	s_nop 0                                                    // 00000000674C: BF800000
	s_nop 0                                                    // 000000006750: BF800000
	s_nop 0                                                    // 000000006754: BF800000
	s_nop 0                                                    // 000000006758: BF800000
	s_nop 0                                                    // 00000000675C: BF800000
	s_nop 0                                                    // 000000006760: BF800000
	s_nop 0                                                    // 000000006764: BF800000
	s_nop 0                                                    // 000000006768: BF800000
	s_nop 0                                                    // 00000000676C: BF800000
	s_nop 0                                                    // 000000006770: BF800000
	s_nop 0                                                    // 000000006774: BF800000
	s_nop 0                                                    // 000000006778: BF800000
	s_nop 0                                                    // 00000000677C: BF800000
	s_nop 0                                                    // 000000006780: BF800000
	s_nop 0                                                    // 000000006784: BF800000
	s_nop 0                                                    // 000000006788: BF800000
	s_nop 0                                                    // 00000000678C: BF800000
	s_nop 0                                                    // 000000006790: BF800000
	s_nop 0                                                    // 000000006794: BF800000
	s_nop 0                                                    // 000000006798: BF800000
	s_nop 0                                                    // 00000000679C: BF800000
	s_nop 0                                                    // 0000000067A0: BF800000
	s_nop 0                                                    // 0000000067A4: BF800000
	s_nop 0                                                    // 0000000067A8: BF800000
	s_nop 0                                                    // 0000000067AC: BF800000
	s_nop 0                                                    // 0000000067B0: BF800000
	s_nop 0                                                    // 0000000067B4: BF800000
	s_nop 0                                                    // 0000000067B8: BF800000
	s_nop 0                                                    // 0000000067BC: BF800000
	s_nop 0                                                    // 0000000067C0: BF800000
	s_nop 0                                                    // 0000000067C4: BF800000
	s_nop 0                                                    // 0000000067C8: BF800000
	s_nop 0                                                    // 0000000067CC: BF800000
	s_nop 0                                                    // 0000000067D0: BF800000
	s_nop 0                                                    // 0000000067D4: BF800000
	s_nop 0                                                    // 0000000067D8: BF800000
	s_nop 0                                                    // 0000000067DC: BF800000
	s_nop 0                                                    // 0000000067E0: BF800000
	s_nop 0                                                    // 0000000067E4: BF800000
	s_nop 0                                                    // 0000000067E8: BF800000
	s_nop 0                                                    // 0000000067EC: BF800000
	s_nop 0                                                    // 0000000067F0: BF800000
	s_nop 0                                                    // 0000000067F4: BF800000
	s_nop 0                                                    // 0000000067F8: BF800000
	s_nop 0                                                    // 0000000067FC: BF800000

0000000000006800 <atomics>:
	s_load_dword s2, s[4:5], 0x24                              // 000000006800: C0020082 00000024
	s_load_dwordx2 s[0:1], s[4:5], 0x10                        // 000000006808: C0060002 00000010
	v_mov_b32_e32 v3, 1                                        // 000000006810: 7E060281
	s_mov_b64 s[8:9], exec                                     // 000000006814: BE88017E
	s_waitcnt lgkmcnt(0)                                       // 000000006818: BF8CC07F
	s_and_b32 s2, s2, 0xffff                                   // 00000000681C: 8602FF02 0000FFFF
	s_mul_i32 s6, s6, s2                                       // 000000006824: 92060206
	v_add_u32_e32 v0, s6, v0                                   // 000000006828: 68000006
	v_ashrrev_i32_e32 v1, 31, v0                               // 00000000682C: 2202009F
	v_lshlrev_b64 v[0:1], 2, v[0:1]                            // 000000006830: D28F0000 00020082
	v_mov_b32_e32 v2, s1                                       // 000000006838: 7E040201
	v_add_co_u32_e32 v0, vcc, s0, v0                           // 00000000683C: 32000000
	v_addc_co_u32_e32 v1, vcc, v2, v1, vcc                     // 000000006840: 38020302
	global_load_dword v2, v[0:1], off                          // 000000006844: DC508000 027F0000
	s_load_dwordx4 s[0:3], s[4:5], 0x0                         // 00000000684C: C00A0002 00000000
	s_brev_b32 s6, 1                                           // 000000006854: BE860881
	s_waitcnt vmcnt(0)                                         // 000000006858: BF8C0F70
	v_and_b32_e32 v2, 7, v2                                    // 00000000685C: 26040487
	v_lshlrev_b32_e32 v2, 2, v2                                // 000000006860: 24040482
	s_waitcnt lgkmcnt(0)                                       // 000000006864: BF8CC07F
	global_atomic_add v2, v3, s[0:1]                           // 000000006868: DD088000 00000302
	global_load_dword v0, v[0:1], off                          // 000000006870: DC508000 007F0000
	s_ff1_i32_b64 s4, s[8:9]                                   // 000000006878: BE841108
	s_waitcnt vmcnt(0)                                         // 00000000687C: BF8C0F70
	v_readlane_b32 s7, v0, s4                                  // 000000006880: D2890007 00000900
	s_lshl_b64 s[4:5], 1, s4                                   // 000000006888: 8E840481
	s_max_i32 s6, s6, s7                                       // 00000000688C: 84060706
	s_andn2_b64 s[8:9], s[8:9], s[4:5]                         // 000000006890: 89880408
	s_cmp_lg_u64 s[8:9], 0                                     // 000000006894: BF138008
	s_cbranch_scc1 65527                                       // 000000006898: BF85FFF7 <atomics+0x78>
	v_mbcnt_lo_u32_b32 v0, exec_lo, 0                          // 00000000689C: D28C0000 0001007E
	v_mbcnt_hi_u32_b32 v0, exec_hi, v0                         // 0000000068A4: D28D0000 0002007F
	v_cmp_eq_u32_e32 vcc, 0, v0                                // 0000000068AC: 7D940080
	s_and_saveexec_b64 s[4:5], vcc                             // 0000000068B0: BE84206A
	s_xor_b64 s[4:5], exec, s[4:5]                             // 0000000068B4: 8884047E
	s_cbranch_execz 4                                          // 0000000068B8: BF880004 <atomics+0xcc>
	v_mov_b32_e32 v0, 0                                        // 0000000068BC: 7E000280
	v_mov_b32_e32 v1, s6                                       // 0000000068C0: 7E020206
	global_atomic_smax v0, v1, s[0:1] offset:32                // 0000000068C4: DD188020 00000100
	s_or_b64 exec, exec, s[4:5]                                // 0000000068CC: 87FE047E
	s_mov_b64 s[0:1], exec                                     // 0000000068D0: BE80017E
	v_mbcnt_lo_u32_b32 v0, s0, 0                               // 0000000068D4: D28C0000 00010000
	v_mbcnt_hi_u32_b32 v0, s1, v0                              // 0000000068DC: D28D0000 00020001
	v_cmp_eq_u32_e32 vcc, 0, v0                                // 0000000068E4: 7D940080
	s_and_saveexec_b64 s[4:5], vcc                             // 0000000068E8: BE84206A
	s_cbranch_execz 16                                         // 0000000068EC: BF880010 <atomics+0x130>
	v_mov_b32_e32 v2, 0                                        // 0000000068F0: 7E040280
	global_load_dword v1, v2, s[2:3]                           // 0000000068F4: DC508000 01020002
	s_bcnt1_i32_b64 s0, s[0:1]                                 // 0000000068FC: BE800D00
	v_cvt_f32_ubyte0_e32 v3, s0                                // 000000006900: 7E062200
	s_mov_b64 s[0:1], 0                                        // 000000006904: BE800180
	s_waitcnt vmcnt(0)                                         // 000000006908: BF8C0F70
	v_add_f32_e32 v0, v1, v3                                   // 00000000690C: 02000701
	global_atomic_cmpswap v0, v2, v[0:1], s[2:3] glc           // 000000006910: DD058000 00020002
	s_waitcnt vmcnt(0)                                         // 000000006918: BF8C0F70
	v_cmp_eq_u32_e32 vcc, v0, v1                               // 00000000691C: 7D940300
	s_or_b64 s[0:1], vcc, s[0:1]                               // 000000006920: 8780006A
	v_mov_b32_e32 v1, v0                                       // 000000006924: 7E020300
	s_andn2_b64 exec, exec, s[0:1]                             // 000000006928: 89FE007E
	s_cbranch_execnz 65526                                     // 00000000692C: BF89FFF6 <atomics+0x108>
	s_endpgm                                                   // 000000006930: BF810000
	s_nop 0                                                    // 000000006934: BF800000
	s_nop 0                                                    // 000000006938: BF800000
	s_nop 0                                                    // 00000000693C: BF800000
	s_nop 0                                                    // 000000006940: BF800000
	s_nop 0                                                    // 000000006944: BF800000
	s_nop 0                                                    // 000000006948: BF800000
	s_nop 0                                                    // 00000000694C: BF800000
	s_nop 0                                                    // 000000006950: BF800000
	s_nop 0                                                    // 000000006954: BF800000
	s_nop 0                                                    // 000000006958: BF800000
	s_nop 0                                                    // 00000000695C: BF800000
	s_nop 0                                                    // 000000006960: BF800000
	s_nop 0                                                    // 000000006964: BF800000
	s_nop 0                                                    // 000000006968: BF800000
	s_nop 0                                                    // 00000000696C: BF800000
	s_nop 0                                                    // 000000006970: BF800000
	s_nop 0                                                    // 000000006974: BF800000
	s_nop 0                                                    // 000000006978: BF800000
	s_nop 0                                                    // 00000000697C: BF800000
	s_nop 0                                                    // 000000006980: BF800000
	s_nop 0                                                    // 000000006984: BF800000
	s_nop 0                                                    // 000000006988: BF800000
	s_nop 0                                                    // 00000000698C: BF800000
	s_nop 0                                                    // 000000006990: BF800000
	s_nop 0                                                    // 000000006994: BF800000
	s_nop 0                                                    // 000000006998: BF800000
	s_nop 0                                                    // 00000000699C: BF800000
	s_nop 0                                                    // 0000000069A0: BF800000
	s_nop 0                                                    // 0000000069A4: BF800000
	s_nop 0                                                    // 0000000069A8: BF800000
	s_nop 0                                                    // 0000000069AC: BF800000
	s_nop 0                                                    // 0000000069B0: BF800000
	s_nop 0                                                    // 0000000069B4: BF800000
	s_nop 0                                                    // 0000000069B8: BF800000
	s_nop 0                                                    // 0000000069BC: BF800000
	s_nop 0                                                    // 0000000069C0: BF800000
	s_nop 0                                                    // 0000000069C4: BF800000
	s_nop 0                                                    // 0000000069C8: BF800000
	s_nop 0                                                    // 0000000069CC: BF800000
	s_nop 0                                                    // 0000000069D0: BF800000
	s_nop 0                                                    // 0000000069D4: BF800000
	s_nop 0                                                    // 0000000069D8: BF800000
	s_nop 0                                                    // 0000000069DC: BF800000
	s_nop 0                                                    // 0000000069E0: BF800000
	s_nop 0                                                    // 0000000069E4: BF800000
	s_nop 0                                                    // 0000000069E8: BF800000
	s_nop 0                                                    // 0000000069EC: BF800000
	s_nop 0                                                    // 0000000069F0: BF800000
	s_nop 0                                                    // 0000000069F4: BF800000
	s_nop 0                                                    // 0000000069F8: BF800000
	s_nop 0                                                    // 0000000069FC: BF800000

0000000000006a00 <dynamic>:
	s_load_dword s6, s[4:5], 0x1c                              // 000000006A00: C0020182 0000001C
	s_load_dwordx4 s[0:3], s[4:5], 0x0                         // 000000006A08: C00A0002 00000000
	s_load_dword s9, s[4:5], 0x14                              // 000000006A10: C0020242 00000014
	v_and_b32_e32 v1, 0x3ff, v0                                // 000000006A18: 260200FF 000003FF
	v_bfe_u32 v0, v0, 10, 10                                   // 000000006A20: D1C80000 02291500
	s_waitcnt lgkmcnt(0)                                       // 000000006A28: BF8CC07F
	s_and_b32 s4, s6, 0xffff                                   // 000000006A2C: 8604FF06 0000FFFF
	v_mad_u32_u24 v0, v0, s4, v1                               // 000000006A34: D1C30000 04040900
	v_lshlrev_b32_e32 v2, 2, v0                                // 000000006A3C: 24040082
	global_load_dword v3, v2, s[0:1]                           // 000000006A40: DC508000 03000002
	v_xor_b32_e32 v7, 33, v0                                   // 000000006A48: 2A0E00A1
	s_mul_i32 s1, s9, s8                                       // 000000006A4C: 92010809
	v_add_u32_e32 v2, 0, v2                                    // 000000006A50: 68040480
	v_lshl_add_u32 v7, v7, 2, 0                                // 000000006A54: D1FD0007 02010507
	s_mul_i32 s0, s7, 0x64                                     // 000000006A5C: 9200FF07 00000064
	s_add_i32 s1, s1, s7                                       // 000000006A64: 81010701
	v_cvt_f32_u32_e32 v5, s0                                   // 000000006A68: 7E0A0C00
	s_lshr_b32 s0, s6, 16                                      // 000000006A6C: 8F009006
	s_mul_i32 s1, s1, s4                                       // 000000006A70: 92010401
	v_cvt_f32_u32_e32 v4, s8                                   // 000000006A74: 7E080C08
	s_mul_i32 s1, s1, s0                                       // 000000006A78: 92010001
	v_mov_b32_e32 v1, 0                                        // 000000006A7C: 7E020280
	v_add_u32_e32 v0, s1, v0                                   // 000000006A80: 68000001
	v_lshlrev_b64 v[0:1], 2, v[0:1]                            // 000000006A84: D28F0000 00020082
	v_mov_b32_e32 v6, s3                                       // 000000006A8C: 7E0C0203
	v_add_co_u32_e32 v0, vcc, s2, v0                           // 000000006A90: 32000002
	v_addc_co_u32_e32 v1, vcc, v6, v1, vcc                     // 000000006A94: 38020306
	s_waitcnt vmcnt(0)                                         // 000000006A98: BF8C0F70
	ds_write_b32 v2, v3                                        // 000000006A9C: D81A0000 00000302
	s_waitcnt lgkmcnt(0)                                       // 000000006AA4: BF8CC07F
	s_barrier                                                  // 000000006AA8: BF8A0000
	ds_read_b32 v2, v7                                         // 000000006AAC: D86C0000 02000007
	s_waitcnt lgkmcnt(0)                                       // 000000006AB4: BF8CC07F
	v_add_f32_e32 v2, v2, v5                                   // 000000006AB8: 02040B02
	v_add_f32_e32 v2, v2, v4                                   // 000000006ABC: 02040902
	global_store_dword v[0:1], v2, off                         // 000000006AC0: DC708000 007F0200
	s_endpgm                                                   // 000000006AC8: BF810000
	s_nop 0                                                    // 000000006ACC: BF800000
	s_nop 0                                                    // 000000006AD0: BF800000
	s_nop 0                                                    // 000000006AD4: BF800000
	s_nop 0                                                    // 000000006AD8: BF800000
	s_nop 0                                                    // 000000006ADC: BF800000
	s_nop 0                                                    // 000000006AE0: BF800000
	s_nop 0                                                    // 000000006AE4: BF800000
	s_nop 0                                                    // 000000006AE8: BF800000
	s_nop 0                                                    // 000000006AEC: BF800000
	s_nop 0                                                    // 000000006AF0: BF800000
	s_nop 0                                                    // 000000006AF4: BF800000
	s_nop 0                                                    // 000000006AF8: BF800000
	s_nop 0                                                    // 000000006AFC: BF800000
	s_nop 0                                                    // 000000006B00: BF800000
	s_nop 0                                                    // 000000006B04: BF800000
	s_nop 0                                                    // 000000006B08: BF800000
	s_nop 0                                                    // 000000006B0C: BF800000
	s_nop 0                                                    // 000000006B10: BF800000
	s_nop 0                                                    // 000000006B14: BF800000
	s_nop 0                                                    // 000000006B18: BF800000
	s_nop 0                                                    // 000000006B1C: BF800000
	s_nop 0                                                    // 000000006B20: BF800000
	s_nop 0                                                    // 000000006B24: BF800000
	s_nop 0                                                    // 000000006B28: BF800000
	s_nop 0                                                    // 000000006B2C: BF800000
	s_nop 0                                                    // 000000006B30: BF800000
	s_nop 0                                                    // 000000006B34: BF800000
	s_nop 0                                                    // 000000006B38: BF800000
	s_nop 0                                                    // 000000006B3C: BF800000
	s_nop 0                                                    // 000000006B40: BF800000
	s_nop 0                                                    // 000000006B44: BF800000
	s_nop 0                                                    // 000000006B48: BF800000
	s_nop 0                                                    // 000000006B4C: BF800000
	s_nop 0                                                    // 000000006B50: BF800000
	s_nop 0                                                    // 000000006B54: BF800000
	s_nop 0                                                    // 000000006B58: BF800000
	s_nop 0                                                    // 000000006B5C: BF800000
	s_nop 0                                                    // 000000006B60: BF800000
	s_nop 0                                                    // 000000006B64: BF800000
	s_nop 0                                                    // 000000006B68: BF800000
	s_nop 0                                                    // 000000006B6C: BF800000
	s_nop 0                                                    // 000000006B70: BF800000
	s_nop 0                                                    // 000000006B74: BF800000
	s_nop 0                                                    // 000000006B78: BF800000
	s_nop 0                                                    // 000000006B7C: BF800000
	s_nop 0                                                    // 000000006B80: BF800000
	s_nop 0                                                    // 000000006B84: BF800000
	s_nop 0                                                    // 000000006B88: BF800000
	s_nop 0                                                    // 000000006B8C: BF800000
	s_nop 0                                                    // 000000006B90: BF800000
	s_nop 0                                                    // 000000006B94: BF800000
	s_nop 0                                                    // 000000006B98: BF800000
	s_nop 0                                                    // 000000006B9C: BF800000
	s_nop 0                                                    // 000000006BA0: BF800000
	s_nop 0                                                    // 000000006BA4: BF800000
	s_nop 0                                                    // 000000006BA8: BF800000
	s_nop 0                                                    // 000000006BAC: BF800000
	s_nop 0                                                    // 000000006BB0: BF800000
	s_nop 0                                                    // 000000006BB4: BF800000
	s_nop 0                                                    // 000000006BB8: BF800000
	s_nop 0                                                    // 000000006BBC: BF800000
	s_nop 0                                                    // 000000006BC0: BF800000
	s_nop 0                                                    // 000000006BC4: BF800000
	s_nop 0                                                    // 000000006BC8: BF800000
	s_nop 0                                                    // 000000006BCC: BF800000
	s_nop 0                                                    // 000000006BD0: BF800000
	s_nop 0                                                    // 000000006BD4: BF800000
	s_nop 0                                                    // 000000006BD8: BF800000
	s_nop 0                                                    // 000000006BDC: BF800000
	s_nop 0                                                    // 000000006BE0: BF800000
	s_nop 0                                                    // 000000006BE4: BF800000
	s_nop 0                                                    // 000000006BE8: BF800000
	s_nop 0                                                    // 000000006BEC: BF800000
	s_nop 0                                                    // 000000006BF0: BF800000
	s_nop 0                                                    // 000000006BF4: BF800000
	s_nop 0                                                    // 000000006BF8: BF800000
	s_nop 0                                                    // 000000006BFC: BF800000
	s_nop 0                                                    // 000000006C00: BF800000
	s_nop 0                                                    // 000000006C04: BF800000
	s_nop 0                                                    // 000000006C08: BF800000
	s_nop 0                                                    // 000000006C0C: BF800000
	s_nop 0                                                    // 000000006C10: BF800000
	s_nop 0                                                    // 000000006C14: BF800000
	s_nop 0                                                    // 000000006C18: BF800000
	s_nop 0                                                    // 000000006C1C: BF800000
	s_nop 0                                                    // 000000006C20: BF800000
	s_nop 0                                                    // 000000006C24: BF800000
	s_nop 0                                                    // 000000006C28: BF800000
	s_nop 0                                                    // 000000006C2C: BF800000
	s_nop 0                                                    // 000000006C30: BF800000
	s_nop 0                                                    // 000000006C34: BF800000
	s_nop 0                                                    // 000000006C38: BF800000
	s_nop 0                                                    // 000000006C3C: BF800000
	s_nop 0                                                    // 000000006C40: BF800000
	s_nop 0                                                    // 000000006C44: BF800000
	s_nop 0                                                    // 000000006C48: BF800000
	s_nop 0                                                    // 000000006C4C: BF800000
	s_nop 0                                                    // 000000006C50: BF800000
	s_nop 0                                                    // 000000006C54: BF800000
	s_nop 0                                                    // 000000006C58: BF800000
	s_nop 0                                                    // 000000006C5C: BF800000
	s_nop 0                                                    // 000000006C60: BF800000
	s_nop 0                                                    // 000000006C64: BF800000
	s_nop 0                                                    // 000000006C68: BF800000
	s_nop 0                                                    // 000000006C6C: BF800000
	s_nop 0                                                    // 000000006C70: BF800000
	s_nop 0                                                    // 000000006C74: BF800000
	s_nop 0                                                    // 000000006C78: BF800000
	s_nop 0                                                    // 000000006C7C: BF800000
	s_nop 0                                                    // 000000006C80: BF800000
	s_nop 0                                                    // 000000006C84: BF800000
	s_nop 0                                                    // 000000006C88: BF800000
	s_nop 0                                                    // 000000006C8C: BF800000
	s_nop 0                                                    // 000000006C90: BF800000
	s_nop 0                                                    // 000000006C94: BF800000
	s_nop 0                                                    // 000000006C98: BF800000
	s_nop 0                                                    // 000000006C9C: BF800000
	s_nop 0                                                    // 000000006CA0: BF800000
	s_nop 0                                                    // 000000006CA4: BF800000
	s_nop 0                                                    // 000000006CA8: BF800000
	s_nop 0                                                    // 000000006CAC: BF800000
	s_nop 0                                                    // 000000006CB0: BF800000
	s_nop 0                                                    // 000000006CB4: BF800000
	s_nop 0                                                    // 000000006CB8: BF800000
	s_nop 0                                                    // 000000006CBC: BF800000
	s_nop 0                                                    // 000000006CC0: BF800000
	s_nop 0                                                    // 000000006CC4: BF800000
	s_nop 0                                                    // 000000006CC8: BF800000
	s_nop 0                                                    // 000000006CCC: BF800000
	s_nop 0                                                    // 000000006CD0: BF800000
	s_nop 0                                                    // 000000006CD4: BF800000
	s_nop 0                                                    // 000000006CD8: BF800000
	s_nop 0                                                    // 000000006CDC: BF800000
	s_nop 0                                                    // 000000006CE0: BF800000
	s_nop 0                                                    // 000000006CE4: BF800000
	s_nop 0                                                    // 000000006CE8: BF800000
	s_nop 0                                                    // 000000006CEC: BF800000
	s_nop 0                                                    // 000000006CF0: BF800000
	s_nop 0                                                    // 000000006CF4: BF800000
	s_nop 0                                                    // 000000006CF8: BF800000
	s_nop 0                                                    // 000000006CFC: BF800000
	s_nop 0                                                    // 000000006D00: BF800000
	s_nop 0                                                    // 000000006D04: BF800000
	s_nop 0                                                    // 000000006D08: BF800000
	s_nop 0                                                    // 000000006D0C: BF800000
	s_nop 0                                                    // 000000006D10: BF800000
	s_nop 0                                                    // 000000006D14: BF800000
	s_nop 0                                                    // 000000006D18: BF800000
	s_nop 0                                                    // 000000006D1C: BF800000
	s_nop 0                                                    // 000000006D20: BF800000
	s_nop 0                                                    // 000000006D24: BF800000
	s_nop 0                                                    // 000000006D28: BF800000
	s_nop 0                                                    // 000000006D2C: BF800000
	s_nop 0                                                    // 000000006D30: BF800000
	s_nop 0                                                    // 000000006D34: BF800000
	s_nop 0                                                    // 000000006D38: BF800000
	s_nop 0                                                    // 000000006D3C: BF800000
	s_nop 0                                                    // 000000006D40: BF800000
	s_nop 0                                                    // 000000006D44: BF800000
	s_nop 0                                                    // 000000006D48: BF800000
	s_nop 0                                                    // 000000006D4C: BF800000
	s_nop 0                                                    // 000000006D50: BF800000
	s_nop 0                                                    // 000000006D54: BF800000
	s_nop 0                                                    // 000000006D58: BF800000
	s_nop 0                                                    // 000000006D5C: BF800000
	s_nop 0                                                    // 000000006D60: BF800000
	s_nop 0                                                    // 000000006D64: BF800000
	s_nop 0                                                    // 000000006D68: BF800000
	s_nop 0                                                    // 000000006D6C: BF800000
	s_nop 0                                                    // 000000006D70: BF800000
	s_nop 0                                                    // 000000006D74: BF800000
	s_nop 0                                                    // 000000006D78: BF800000
	s_nop 0                                                    // 000000006D7C: BF800000
	s_nop 0                                                    // 000000006D80: BF800000
	s_nop 0                                                    // 000000006D84: BF800000
	s_nop 0                                                    // 000000006D88: BF800000
	s_nop 0                                                    // 000000006D8C: BF800000
	s_nop 0                                                    // 000000006D90: BF800000
	s_nop 0                                                    // 000000006D94: BF800000
	s_nop 0                                                    // 000000006D98: BF800000
	s_nop 0                                                    // 000000006D9C: BF800000
	s_nop 0                                                    // 000000006DA0: BF800000
	s_nop 0                                                    // 000000006DA4: BF800000
	s_nop 0                                                    // 000000006DA8: BF800000
	s_nop 0                                                    // 000000006DAC: BF800000
	s_nop 0                                                    // 000000006DB0: BF800000
	s_nop 0                                                    // 000000006DB4: BF800000
	s_nop 0                                                    // 000000006DB8: BF800000
	s_nop 0                                                    // 000000006DBC: BF800000
	s_nop 0                                                    // 000000006DC0: BF800000
	s_nop 0                                                    // 000000006DC4: BF800000
	s_nop 0                                                    // 000000006DC8: BF800000
	s_nop 0                                                    // 000000006DCC: BF800000
	s_nop 0                                                    // 000000006DD0: BF800000
	s_nop 0                                                    // 000000006DD4: BF800000
	s_nop 0                                                    // 000000006DD8: BF800000
	s_nop 0                                                    // 000000006DDC: BF800000
	s_nop 0                                                    // 000000006DE0: BF800000
	s_nop 0                                                    // 000000006DE4: BF800000
	s_nop 0                                                    // 000000006DE8: BF800000
	s_nop 0                                                    // 000000006DEC: BF800000
	s_nop 0                                                    // 000000006DF0: BF800000
	s_nop 0                                                    // 000000006DF4: BF800000
	s_nop 0                                                    // 000000006DF8: BF800000
	s_nop 0                                                    // 000000006DFC: BF800000
	s_nop 0                                                    // 000000006E00: BF800000
	s_nop 0                                                    // 000000006E04: BF800000
	s_nop 0                                                    // 000000006E08: BF800000
	s_nop 0                                                    // 000000006E0C: BF800000
	s_nop 0                                                    // 000000006E10: BF800000
	s_nop 0                                                    // 000000006E14: BF800000
	s_nop 0                                                    // 000000006E18: BF800000
	s_nop 0                                                    // 000000006E1C: BF800000
	s_nop 0                                                    // 000000006E20: BF800000
	s_nop 0                                                    // 000000006E24: BF800000
	s_nop 0                                                    // 000000006E28: BF800000
	s_nop 0                                                    // 000000006E2C: BF800000
	s_nop 0                                                    // 000000006E30: BF800000
	s_nop 0                                                    // 000000006E34: BF800000
	s_nop 0                                                    // 000000006E38: BF800000
	s_nop 0                                                    // 000000006E3C: BF800000
	s_nop 0                                                    // 000000006E40: BF800000
	s_nop 0                                                    // 000000006E44: BF800000
	s_nop 0                                                    // 000000006E48: BF800000
	s_nop 0                                                    // 000000006E4C: BF800000
	s_nop 0                                                    // 000000006E50: BF800000
	s_nop 0                                                    // 000000006E54: BF800000
	s_nop 0                                                    // 000000006E58: BF800000
	s_nop 0                                                    // 000000006E5C: BF800000
	s_nop 0                                                    // 000000006E60: BF800000
	s_nop 0                                                    // 000000006E64: BF800000
	s_nop 0                                                    // 000000006E68: BF800000
	s_nop 0                                                    // 000000006E6C: BF800000
	s_nop 0                                                    // 000000006E70: BF800000
	s_nop 0                                                    // 000000006E74: BF800000
	s_nop 0                                                    // 000000006E78: BF800000
	s_nop 0                                                    // 000000006E7C: BF800000
	s_nop 0                                                    // 000000006E80: BF800000
	s_nop 0                                                    // 000000006E84: BF800000
	s_nop 0                                                    // 000000006E88: BF800000
	s_nop 0                                                    // 000000006E8C: BF800000
	s_nop 0                                                    // 000000006E90: BF800000
	s_nop 0                                                    // 000000006E94: BF800000
	s_nop 0                                                    // 000000006E98: BF800000
	s_nop 0                                                    // 000000006E9C: BF800000
	s_nop 0                                                    // 000000006EA0: BF800000
	s_nop 0                                                    // 000000006EA4: BF800000
	s_nop 0                                                    // 000000006EA8: BF800000
	s_nop 0                                                    // 000000006EAC: BF800000
	s_nop 0                                                    // 000000006EB0: BF800000
	s_nop 0                                                    // 000000006EB4: BF800000
	s_nop 0                                                    // 000000006EB8: BF800000
	s_nop 0                                                    // 000000006EBC: BF800000
	s_nop 0                                                    // 000000006EC0: BF800000
	s_nop 0                                                    // 000000006EC4: BF800000
	s_nop 0                                                    // 000000006EC8: BF800000
	s_nop 0                                                    // 000000006ECC: BF800000
	s_nop 0                                                    // 000000006ED0: BF800000
	s_nop 0                                                    // 000000006ED4: BF800000
	s_nop 0                                                    // 000000006ED8: BF800000
	s_nop 0                                                    // 000000006EDC: BF800000
	s_nop 0                                                    // 000000006EE0: BF800000
	s_nop 0                                                    // 000000006EE4: BF800000
	s_nop 0                                                    // 000000006EE8: BF800000
	s_nop 0                                                    // 000000006EEC: BF800000
	s_nop 0                                                    // 000000006EF0: BF800000
	s_nop 0                                                    // 000000006EF4: BF800000
	s_nop 0                                                    // 000000006EF8: BF800000
	s_nop 0                                                    // 000000006EFC: BF800000
