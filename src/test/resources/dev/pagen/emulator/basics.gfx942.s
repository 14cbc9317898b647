

Disassembly of section .text:

0000000000004400 <add>:
	s_load_dword s3, s[0:1], 0x2c                              // 000000004400: C00200C0 0000002C
	s_load_dword s4, s[0:1], 0x18                              // 000000004408: C0020100 00000018
	s_waitcnt lgkmcnt(0)                                       // 000000004410: BF8CC07F
	s_and_b32 s3, s3, 0xffff                                   // 000000004414: 8603FF03 0000FFFF
	s_mul_i32 s2, s2, s3                                       // 00000000441C: 92020302
	v_add_u32_e32 v0, s2, v0                                   // 000000004420: 68000002
	v_cmp_gt_i32_e32 vcc, s4, v0                               // 000000004424: 7D880004
	s_and_saveexec_b64 s[2:3], vcc                             // 000000004428: BE82206A
	s_cbranch_execz 22                                         // 00000000442C: BF880016 <add+0x88>
	s_load_dwordx4 s[4:7], s[0:1], 0x0                         // 000000004430: C00A0100 00000000
	s_load_dwordx2 s[2:3], s[0:1], 0x10                        // 000000004438: C0060080 00000010
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000004440: 2202009F
	v_lshlrev_b64 v[0:1], 2, v[0:1]                            // 000000004444: D28F0000 00020082
	s_waitcnt lgkmcnt(0)                                       // 00000000444C: BF8CC07F
	v_lshl_add_u64 v[4:5], s[4:5], 0, v[0:1]                   // 000000004450: D2080004 04010004
	v_lshl_add_u64 v[2:3], s[6:7], 0, v[0:1]                   // 000000004458: D2080002 04010006
	global_load_dword v6, v[4:5], off                          // 000000004460: DC508000 067F0004
	global_load_dword v7, v[2:3], off                          // 000000004468: DC508000 077F0002
	v_lshl_add_u64 v[0:1], s[2:3], 0, v[0:1]                   // 000000004470: D2080000 04010002
	s_waitcnt vmcnt(0)                                         // 000000004478: BF8C0F70
	v_add_f32_e32 v2, v6, v7                                   // 00000000447C: 02040F06
	global_store_dword v[0:1], v2, off                         // 000000004480: DC708000 007F0200
	s_endpgm                                                   // 000000004488: BF810000
	s_nop 0                                                    // 00000000448C: BF800000
	s_nop 0                                                    // 000000004490: BF800000
	s_nop 0                                                    // 000000004494: BF800000
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
	s_load_dword s3, s[0:1], 0x10                              // 000000004500: C00200C0 00000010
	s_load_dwordx4 s[4:7], s[0:1], 0x0                         // 000000004508: C00A0100 00000000
	v_lshl_add_u32 v2, s2, 8, v0                               // 000000004510: D1FD0002 04011002
	v_mov_b32_e32 v4, 0                                        // 000000004518: 7E080280
	s_waitcnt lgkmcnt(0)                                       // 00000000451C: BF8CC07F
	v_cmp_gt_i32_e32 vcc, s3, v2                               // 000000004520: 7D880403
	s_and_saveexec_b64 s[8:9], vcc                             // 000000004524: BE88206A
	s_cbranch_execz 19                                         // 000000004528: BF880013 <sum+0x78>
	s_load_dword s0, s[0:1], 0x18                              // 00000000452C: C0020000 00000018
	v_mov_b32_e32 v4, 0                                        // 000000004534: 7E080280
	s_waitcnt lgkmcnt(0)                                       // 000000004538: BF8CC07F
	s_lshl_b32 s10, s0, 8                                      // 00000000453C: 8E0A8800
	s_mov_b64 s[0:1], 0                                        // 000000004540: BE800180
	v_ashrrev_i32_e32 v3, 31, v2                               // 000000004544: 2206049F
	v_lshl_add_u64 v[6:7], v[2:3], 2, s[4:5]                   // 000000004548: D2080006 00110502
	global_load_dword v1, v[6:7], off                          // 000000004550: DC508000 017F0006
	v_add_u32_e32 v2, s10, v2                                  // 000000004558: 6804040A
	v_cmp_le_i32_e32 vcc, s3, v2                               // 00000000455C: 7D860403
	s_or_b64 s[0:1], vcc, s[0:1]                               // 000000004560: 8780006A
	s_waitcnt vmcnt(0)                                         // 000000004564: BF8C0F70
	v_add_f32_e32 v4, v4, v1                                   // 000000004568: 02080304
	s_andn2_b64 exec, exec, s[0:1]                             // 00000000456C: 89FE007E
	s_cbranch_execnz 65524                                     // 000000004570: BF89FFF4 <sum+0x44>
	s_or_b64 exec, exec, s[0:1]                                // 000000004574: 87FE007E
	s_or_b64 exec, exec, s[8:9]                                // 000000004578: 87FE087E
	s_movk_i32 s0, 0x80                                        // 00000000457C: B0000080
	v_lshlrev_b32_e32 v1, 2, v0                                // 000000004580: 24020082
	v_cmp_gt_u32_e32 vcc, s0, v0                               // 000000004584: 7D980000
	ds_write_b32 v1, v4                                        // 000000004588: D81A0000 00000401
	s_waitcnt lgkmcnt(0)                                       // 000000004590: BF8CC07F
	s_barrier                                                  // 000000004594: BF8A0000
	s_and_saveexec_b64 s[0:1], vcc                             // 000000004598: BE80206A
	s_cbranch_execz 6                                          // 00000000459C: BF880006 <sum+0xb8>
	ds_read2st64_b32 v[2:3], v1 offset1:2                      // 0000000045A0: D8700200 02000001
	s_waitcnt lgkmcnt(0)                                       // 0000000045A8: BF8CC07F
	v_add_f32_e32 v2, v3, v2                                   // 0000000045AC: 02040503
	ds_write_b32 v1, v2                                        // 0000000045B0: D81A0000 00000201
	s_or_b64 exec, exec, s[0:1]                                // 0000000045B8: 87FE007E
	v_cmp_gt_u32_e32 vcc, 64, v0                               // 0000000045BC: 7D9800C0
	s_waitcnt lgkmcnt(0)                                       // 0000000045C0: BF8CC07F
	s_barrier                                                  // 0000000045C4: BF8A0000
	s_and_saveexec_b64 s[0:1], vcc                             // 0000000045C8: BE80206A
	s_cbranch_execz 6                                          // 0000000045CC: BF880006 <sum+0xe8>
	ds_read2st64_b32 v[2:3], v1 offset1:1                      // 0000000045D0: D8700100 02000001
	s_waitcnt lgkmcnt(0)                                       // 0000000045D8: BF8CC07F
	v_add_f32_e32 v2, v3, v2                                   // 0000000045DC: 02040503
	ds_write_b32 v1, v2                                        // 0000000045E0: D81A0000 00000201
	s_or_b64 exec, exec, s[0:1]                                // 0000000045E8: 87FE007E
	v_cmp_gt_u32_e32 vcc, 32, v0                               // 0000000045EC: 7D9800A0
	s_waitcnt lgkmcnt(0)                                       // 0000000045F0: BF8CC07F
	s_barrier                                                  // 0000000045F4: BF8A0000
	s_and_saveexec_b64 s[0:1], vcc                             // 0000000045F8: BE80206A
	s_cbranch_execz 6                                          // 0000000045FC: BF880006 <sum+0x118>
	ds_read2_b32 v[2:3], v1 offset1:32                         // 000000004600: D86E2000 02000001
	s_waitcnt lgkmcnt(0)                                       // 000000004608: BF8CC07F
	v_add_f32_e32 v2, v3, v2                                   // 00000000460C: 02040503
	ds_write_b32 v1, v2                                        // 000000004610: D81A0000 00000201
	s_or_b64 exec, exec, s[0:1]                                // 000000004618: 87FE007E
	v_cmp_gt_u32_e32 vcc, 16, v0                               // 00000000461C: 7D980090
	s_waitcnt lgkmcnt(0)                                       // 000000004620: BF8CC07F
	s_barrier                                                  // 000000004624: BF8A0000
	s_and_saveexec_b64 s[0:1], vcc                             // 000000004628: BE80206A
	s_cbranch_execz 6                                          // 00000000462C: BF880006 <sum+0x148>
	ds_read2_b32 v[2:3], v1 offset1:16                         // 000000004630: D86E1000 02000001
	s_waitcnt lgkmcnt(0)                                       // 000000004638: BF8CC07F
	v_add_f32_e32 v2, v3, v2                                   // 00000000463C: 02040503
	ds_write_b32 v1, v2                                        // 000000004640: D81A0000 00000201
	s_or_b64 exec, exec, s[0:1]                                // 000000004648: 87FE007E
	v_cmp_gt_u32_e32 vcc, 8, v0                                // 00000000464C: 7D980088
	s_waitcnt lgkmcnt(0)                                       // 000000004650: BF8CC07F
	s_barrier                                                  // 000000004654: BF8A0000
	s_and_saveexec_b64 s[0:1], vcc                             // 000000004658: BE80206A
	s_cbranch_execz 6                                          // 00000000465C: BF880006 <sum+0x178>
	ds_read2_b32 v[2:3], v1 offset1:8                          // 000000004660: D86E0800 02000001
	s_waitcnt lgkmcnt(0)                                       // 000000004668: BF8CC07F
	v_add_f32_e32 v2, v3, v2                                   // 00000000466C: 02040503
	ds_write_b32 v1, v2                                        // 000000004670: D81A0000 00000201
	s_or_b64 exec, exec, s[0:1]                                // 000000004678: 87FE007E
	v_cmp_gt_u32_e32 vcc, 4, v0                                // 00000000467C: 7D980084
	s_waitcnt lgkmcnt(0)                                       // 000000004680: BF8CC07F
	s_barrier                                                  // 000000004684: BF8A0000
	s_and_saveexec_b64 s[0:1], vcc                             // 000000004688: BE80206A
	s_cbranch_execz 6                                          // 00000000468C: BF880006 <sum+0x1a8>
	ds_read2_b32 v[2:3], v1 offset1:4                          // 000000004690: D86E0400 02000001
	s_waitcnt lgkmcnt(0)                                       // 000000004698: BF8CC07F
	v_add_f32_e32 v2, v3, v2                                   // 00000000469C: 02040503
	ds_write_b32 v1, v2                                        // 0000000046A0: D81A0000 00000201
	s_or_b64 exec, exec, s[0:1]                                // 0000000046A8: 87FE007E
	v_cmp_gt_u32_e32 vcc, 2, v0                                // 0000000046AC: 7D980082
	s_waitcnt lgkmcnt(0)                                       // 0000000046B0: BF8CC07F
	s_barrier                                                  // 0000000046B4: BF8A0000
	s_and_saveexec_b64 s[0:1], vcc                             // 0000000046B8: BE80206A
	s_cbranch_execz 6                                          // 0000000046BC: BF880006 <sum+0x1d8>
	ds_read2_b32 v[2:3], v1 offset1:2                          // 0000000046C0: D86E0200 02000001
	s_waitcnt lgkmcnt(0)                                       // 0000000046C8: BF8CC07F
	v_add_f32_e32 v2, v3, v2                                   // 0000000046CC: 02040503
	ds_write_b32 v1, v2                                        // 0000000046D0: D81A0000 00000201
	s_or_b64 exec, exec, s[0:1]                                // 0000000046D8: 87FE007E
	v_cmp_eq_u32_e32 vcc, 0, v0                                // 0000000046DC: 7D940080
	s_waitcnt lgkmcnt(0)                                       // 0000000046E0: BF8CC07F
	s_barrier                                                  // 0000000046E4: BF8A0000
	s_and_saveexec_b64 s[0:1], vcc                             // 0000000046E8: BE80206A
	s_cbranch_execz 9                                          // 0000000046EC: BF880009 <sum+0x214>
	v_mov_b32_e32 v0, 0                                        // 0000000046F0: 7E000280
	ds_read_b32 v0, v0 offset:4                                // 0000000046F4: D86C0004 00000000
	ds_read_b32 v2, v1                                         // 0000000046FC: D86C0000 02000001
	s_waitcnt lgkmcnt(0)                                       // 000000004704: BF8CC07F
	v_add_f32_e32 v0, v0, v2                                   // 000000004708: 02000500
	ds_write_b32 v1, v0                                        // 00000000470C: D81A0000 00000001
	s_or_b64 exec, exec, s[0:1]                                // 000000004714: 87FE007E
	s_waitcnt lgkmcnt(0)                                       // 000000004718: BF8CC07F
	s_barrier                                                  // 00000000471C: BF8A0000
	s_and_saveexec_b64 s[0:1], vcc                             // 000000004720: BE80206A
	s_cbranch_execz 10                                         // 000000004724: BF88000A <sum+0x250>
	v_mov_b32_e32 v0, 0                                        // 000000004728: 7E000280
	ds_read_b32 v1, v0                                         // 00000000472C: D86C0000 01000000
	s_mov_b32 s3, 0                                            // 000000004734: BE830080
	s_lshl_b64 s[0:1], s[2:3], 2                               // 000000004738: 8E808202
	s_add_u32 s0, s6, s0                                       // 00000000473C: 80000006
	s_addc_u32 s1, s7, s1                                      // 000000004740: 82010107
	s_waitcnt lgkmcnt(0)                                       // 000000004744: BF8CC07F
	global_store_dword v0, v1, s[0:1]                          // 000000004748: DC708000 00000100
	s_endpgm                                                   // 000000004750: BF810000
	s_nop 0                                                    // 000000004754: BF800000
	s_nop 0                                                    // 000000004758: BF800000
	s_nop 0                                                    // 00000000475C: BF800000
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
	s_load_dword s3, s[0:1], 0x34                              // 000000004800: C00200C0 00000034
	s_load_dword s4, s[0:1], 0x20                              // 000000004808: C0020100 00000020
	s_waitcnt lgkmcnt(0)                                       // 000000004810: BF8CC07F
	s_and_b32 s3, s3, 0xffff                                   // 000000004814: 8603FF03 0000FFFF
	s_mul_i32 s2, s2, s3                                       // 00000000481C: 92020302
	v_add_u32_e32 v0, s2, v0                                   // 000000004820: 68000002
	v_cmp_gt_i32_e32 vcc, s4, v0                               // 000000004824: 7D880004
	s_and_saveexec_b64 s[2:3], vcc                             // 000000004828: BE82206A
	s_cbranch_execz 51                                         // 00000000482C: BF880033 <convert+0xfc>
	s_load_dwordx8 s[4:11], s[0:1], 0x0                        // 000000004830: C00E0100 00000000
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000004838: 2202009F
	s_movk_i32 s0, 0x7fff                                      // 00000000483C: B0007FFF
	v_lshlrev_b64 v[4:5], 1, v[0:1]                            // 000000004840: D28F0004 00020081
	s_waitcnt lgkmcnt(0)                                       // 000000004848: BF8CC07F
	v_mov_b32_e32 v2, s4                                       // 00000000484C: 7E040204
	v_mov_b32_e32 v3, s5                                       // 000000004850: 7E060205
	v_lshl_add_u64 v[2:3], v[0:1], 2, v[2:3]                   // 000000004854: D2080002 04090500
	global_load_dword v2, v[2:3], off                          // 00000000485C: DC508000 027F0002
	v_lshl_add_u64 v[6:7], s[6:7], 0, v[4:5]                   // 000000004864: D2080006 04110006
	v_lshl_add_u64 v[4:5], s[8:9], 0, v[4:5]                   // 00000000486C: D2080004 04110008
	s_waitcnt vmcnt(0)                                         // 000000004874: BF8C0F70
	v_bfe_u32 v3, v2, 16, 1                                    // 000000004878: D1C80003 02052102
	v_cvt_f16_f32_e32 v9, v2                                   // 000000004880: 7E121502
	v_or_b32_e32 v8, 0x400000, v2                              // 000000004884: 281004FF 00400000
	v_add3_u32 v3, v3, v2, s0                                  // 00000000488C: D1FF0003 00020503
	v_cmp_u_f32_e64 s[0:1], v2, v2                             // 000000004894: D0480000 00020502
	v_cmp_ngt_f32_e32 vcc, 0, v2                               // 00000000489C: 7C960480
	s_nop 0                                                    // 0000000048A0: BF800000
	v_cndmask_b32_e64 v3, v3, v8, s[0:1]                       // 0000000048A4: D1000003 00021103
	global_store_short_d16_hi v[6:7], v3, off                  // 0000000048AC: DC6C8000 007F0306
	global_store_short v[4:5], v9, off                         // 0000000048B4: DC688000 007F0904
	v_mov_b32_e32 v3, 0                                        // 0000000048BC: 7E060280
	s_and_saveexec_b64 s[0:1], vcc                             // 0000000048C0: BE80206A
	s_cbranch_execz 8                                          // 0000000048C4: BF880008 <convert+0xe8>
	s_mov_b32 s2, 0x437f0000                                   // 0000000048C8: BE8200FF 437F0000
	v_cmp_nlt_f32_e32 vcc, s2, v2                              // 0000000048D0: 7C9C0402
	v_mov_b32_e32 v3, 0xff                                     // 0000000048D4: 7E0602FF 000000FF
	s_and_saveexec_b64 s[2:3], vcc                             // 0000000048DC: BE82206A
	v_cvt_i32_f32_e32 v3, v2                                   // 0000000048E0: 7E061102
	s_or_b64 exec, exec, s[2:3]                                // 0000000048E4: 87FE027E
	s_or_b64 exec, exec, s[0:1]                                // 0000000048E8: 87FE007E
	v_lshl_add_u64 v[0:1], s[10:11], 0, v[0:1]                 // 0000000048EC: D2080000 0401000A
	global_store_byte v[0:1], v3, off                          // 0000000048F4: DC608000 007F0300
	s_endpgm                                                   // 0000000048FC: BF810000

0000000000004900 <functions>:
	s_load_dword s3, s[0:1], 0x2c                              // 000000004900: C00200C0 0000002C
	s_load_dword s6, s[0:1], 0x18                              // 000000004908: C0020180 00000018
	s_waitcnt lgkmcnt(0)                                       // 000000004910: BF8CC07F
	s_and_b32 s3, s3, 0xffff                                   // 000000004914: 8603FF03 0000FFFF
	s_mul_i32 s2, s2, s3                                       // 00000000491C: 92020302
	v_add_u32_e32 v0, s2, v0                                   // 000000004920: 68000002
	v_cmp_gt_i32_e32 vcc, s6, v0                               // 000000004924: 7D880006
	s_and_saveexec_b64 s[2:3], vcc                             // 000000004928: BE82206A
	s_cbranch_execz 695                                        // 00000000492C: BF8802B7 <functions+0xb0c>
	s_load_dwordx4 s[12:15], s[0:1], 0x0                       // 000000004930: C00A0300 00000000
	s_load_dwordx2 s[8:9], s[0:1], 0x10                        // 000000004938: C0060200 00000010
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000004940: 2202009F
	v_lshlrev_b64 v[4:5], 2, v[0:1]                            // 000000004944: D28F0004 00020082
	s_mov_b32 s0, 0x3f200000                                   // 00000000494C: BE8000FF 3F200000
	s_waitcnt lgkmcnt(0)                                       // 000000004954: BF8CC07F
	v_lshl_add_u64 v[2:3], s[12:13], 0, v[4:5]                 // 000000004958: D2080002 0411000C
	global_load_dword v2, v[2:3], off                          // 000000004960: DC508000 027F0002
	v_lshl_add_u64 v[4:5], s[14:15], 0, v[4:5]                 // 000000004968: D2080004 0411000E
	global_load_dword v4, v[4:5], off                          // 000000004970: DC508000 047F0004
	s_waitcnt vmcnt(1)                                         // 000000004978: BF8C0F71
	v_cmp_nlt_f32_e64 s[0:1], |v2|, s0                         // 00000000497C: D04E0100 00000102
	s_and_saveexec_b64 s[2:3], s[0:1]                          // 000000004984: BE822000
	s_xor_b64 s[0:1], exec, s[2:3]                             // 000000004988: 8880027E
	s_cbranch_execz 33                                         // 00000000498C: BF880021 <functions+0x114>
	v_add_f32_e64 v3, |v2|, |v2|                               // 000000004990: D1010303 00020502
	v_mul_f32_e32 v5, 0x3fb8aa3b, v3                           // 000000004998: 0A0A06FF 3FB8AA3B
	s_mov_b32 s2, 0x3fb8aa3b                                   // 0000000049A0: BE8200FF 3FB8AA3B
	v_rndne_f32_e32 v6, v5                                     // 0000000049A8: 7E0C3D05
	v_sub_f32_e32 v7, v5, v6                                   // 0000000049AC: 040E0D05
	v_fma_f32 v5, v3, s2, -v5                                  // 0000000049B0: D1CB0005 84140503
	v_fmamk_f32 v5, v3, 0x32a5705f, v5                         // 0000000049B8: 2E0A0B03 32A5705F
	v_add_f32_e32 v5, v7, v5                                   // 0000000049C0: 020A0B07
	v_exp_f32_e32 v5, v5                                       // 0000000049C4: 7E0A4105
	v_cvt_i32_f32_e32 v6, v6                                   // 0000000049C8: 7E0C1106
	s_mov_b32 s2, 0xc2ce8ed0                                   // 0000000049CC: BE8200FF C2CE8ED0
	v_cmp_ngt_f32_e32 vcc, s2, v3                              // 0000000049D4: 7C960602
	s_mov_b32 s2, 0x42b17218                                   // 0000000049D8: BE8200FF 42B17218
	v_ldexp_f32 v5, v5, v6                                     // 0000000049E0: D2880005 00020D05
	v_cndmask_b32_e32 v5, 0, v5, vcc                           // 0000000049E8: 000A0A80
	v_mov_b32_e32 v6, 0x7f800000                               // 0000000049EC: 7E0C02FF 7F800000
	v_cmp_nlt_f32_e32 vcc, s2, v3                              // 0000000049F4: 7C9C0602
	s_nop 1                                                    // 0000000049F8: BF800001
	v_cndmask_b32_e32 v3, v6, v5, vcc                          // 0000000049FC: 00060B06
	v_add_f32_e32 v3, 1.0, v3                                  // 000000004A00: 020606F2
	v_rcp_f32_e32 v3, v3                                       // 000000004A04: 7E064503
	s_nop 0                                                    // 000000004A08: BF800000
	v_fma_f32 v6, v3, -2.0, 1.0                                // 000000004A0C: D1CB0006 03C9EB03
	s_or_saveexec_b64 s[0:1], s[0:1]                           // 000000004A14: BE802100
	s_brev_b32 s2, -2                                          // 000000004A18: BE8208C2
	s_xor_b64 exec, exec, s[0:1]                               // 000000004A1C: 88FE007E
	v_mul_f32_e32 v3, v2, v2                                   // 000000004A20: 0A060502
	v_mov_b32_e32 v5, 0x3ca908c9                               // 000000004A24: 7E0A02FF 3CA908C9
	v_fmac_f32_e32 v5, 0xbbbac73d, v3                          // 000000004A2C: 760A06FF BBBAC73D
	v_fmaak_f32 v5, v3, v5, 0xbd5c1c4e                         // 000000004A34: 300A0B03 BD5C1C4E
	v_fmaak_f32 v5, v3, v5, 0x3e088382                         // 000000004A3C: 300A0B03 3E088382
	v_fmaak_f32 v5, v3, v5, 0xbeaaaa99                         // 000000004A44: 300A0B03 BEAAAA99
	v_mul_f32_e64 v5, |v2|, v5                                 // 000000004A4C: D1050105 00020B02
	v_fma_f32 v6, v3, v5, |v2|                                 // 000000004A54: D1CB0406 040A0B03
	s_or_b64 exec, exec, s[0:1]                                // 000000004A5C: 87FE007E
	s_mov_b32 s0, 0xc2fc0000                                   // 000000004A60: BE8000FF C2FC0000
	v_cmp_gt_f32_e32 vcc, s0, v2                               // 000000004A68: 7C880400
	v_mov_b32_e32 v7, 0x42800000                               // 000000004A6C: 7E0E02FF 42800000
	v_not_b32_e32 v5, 63                                       // 000000004A74: 7E0A56BF
	v_cndmask_b32_e32 v7, 0, v7, vcc                           // 000000004A78: 000E0E80
	v_add_f32_e32 v7, v2, v7                                   // 000000004A7C: 020E0F02
	v_exp_f32_e32 v9, v7                                       // 000000004A80: 7E124107
	v_cndmask_b32_e32 v8, 0, v5, vcc                           // 000000004A84: 00100A80
	v_bfi_b32 v10, s2, v6, v2                                  // 000000004A88: D1CA000A 040A0C02
	v_lshl_add_u64 v[6:7], v[0:1], 2, s[8:9]                   // 000000004A90: D2080006 00210500
	v_ldexp_f32 v1, v9, v8                                     // 000000004A98: D2880001 00021109
	v_mul_f32_e32 v8, 0x3fb8aa3b, v2                           // 000000004AA0: 0A1004FF 3FB8AA3B
	s_mov_b32 s0, 0x3fb8aa3b                                   // 000000004AA8: BE8000FF 3FB8AA3B
	v_rndne_f32_e32 v9, v8                                     // 000000004AB0: 7E123D08
	global_store_dword v[6:7], v10, off                        // 000000004AB4: DC708000 007F0A06
	v_sub_f32_e32 v10, v8, v9                                  // 000000004ABC: 04141308
	v_fma_f32 v8, v2, s0, -v8                                  // 000000004AC0: D1CB0008 84200102
	v_fmamk_f32 v8, v2, 0x32a5705f, v8                         // 000000004AC8: 2E101102 32A5705F
	v_add_f32_e32 v8, v10, v8                                  // 000000004AD0: 0210110A
	v_exp_f32_e32 v8, v8                                       // 000000004AD4: 7E104108
	v_cvt_i32_f32_e32 v9, v9                                   // 000000004AD8: 7E121109
	s_ashr_i32 s7, s6, 31                                      // 000000004ADC: 90079F06
	v_lshl_add_u64 v[6:7], s[6:7], 2, v[6:7]                   // 000000004AE0: D2080006 04190406
	s_mov_b32 s0, 0xc2ce8ed0                                   // 000000004AE8: BE8000FF C2CE8ED0
	global_store_dword v[6:7], v1, off                         // 000000004AF0: DC708000 007F0106
	v_ldexp_f32 v1, v8, v9                                     // 000000004AF8: D2880001 00021308
	v_cmp_ngt_f32_e32 vcc, s0, v2                              // 000000004B00: 7C960400
	s_mov_b32 s0, 0x42b17218                                   // 000000004B04: BE8000FF 42B17218
	v_mov_b32_e32 v6, 0x7f800000                               // 000000004B0C: 7E0C02FF 7F800000
	v_cndmask_b32_e32 v1, 0, v1, vcc                           // 000000004B14: 00020280
	v_cmp_nlt_f32_e32 vcc, s0, v2                              // 000000004B18: 7C9C0400
	s_add_i32 s0, s6, s6                                       // 000000004B1C: 81000606
	v_add_u32_e32 v0, s0, v0                                   // 000000004B20: 68000000
	s_waitcnt vmcnt(2)                                         // 000000004B24: BF8C0F72
	v_div_scale_f32 v9, s[0:1], v4, v4, v2                     // 000000004B28: D1E00009 040A0904
	v_rcp_f32_e32 v10, v9                                      // 000000004B30: 7E144509
	v_cndmask_b32_e32 v8, v6, v1, vcc                          // 000000004B34: 00100306
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000004B38: 2202009F
	v_lshl_add_u64 v[6:7], v[0:1], 2, s[8:9]                   // 000000004B3C: D2080006 00210500
	v_fma_f32 v1, -v9, v10, 1.0                                // 000000004B44: D1CB0001 23CA1509
	v_fmac_f32_e32 v10, v1, v10                                // 000000004B4C: 76141501
	v_div_scale_f32 v1, vcc, v2, v4, v2                        // 000000004B50: D1E06A01 040A0902
	global_store_dword v[6:7], v8, off                         // 000000004B58: DC708000 007F0806
	v_mul_f32_e32 v6, v1, v10                                  // 000000004B60: 0A0C1501
	v_fma_f32 v7, -v9, v6, v1                                  // 000000004B64: D1CB0007 24060D09
	v_fmac_f32_e32 v6, v7, v10                                 // 000000004B6C: 760C1507
	v_fma_f32 v1, -v9, v6, v1                                  // 000000004B70: D1CB0001 24060D09
	v_div_fmas_f32 v1, v1, v10, v6                             // 000000004B78: D1E20001 041A1501
	s_mov_b32 s0, 0xf800000                                    // 000000004B80: BE8000FF 0F800000
	s_mov_b32 s1, 0x4f800000                                   // 000000004B88: BE8100FF 4F800000
	v_div_fixup_f32 v8, v1, v4, v2                             // 000000004B90: D1DE0008 040A0901
	v_mul_f32_e64 v1, |v4|, s1                                 // 000000004B98: D1050101 00000304
	v_cmp_lt_f32_e64 vcc, |v4|, s0                             // 000000004BA0: D041016A 00000104
	v_add_u32_e32 v0, s6, v0                                   // 000000004BA8: 68000006
	s_mov_b32 s2, 0x7f800000                                   // 000000004BAC: BE8200FF 7F800000
	v_cndmask_b32_e64 v9, |v4|, v1, vcc                        // 000000004BB4: D1000109 01AA0304
	v_sqrt_f32_e32 v10, v9                                     // 000000004BBC: 7E144F09
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000004BC0: 2202009F
	v_lshl_add_u64 v[6:7], v[0:1], 2, s[8:9]                   // 000000004BC4: D2080006 00210500
	global_store_dword v[6:7], v8, off                         // 000000004BCC: DC708000 007F0806
	v_add_u32_e32 v1, -1, v10                                  // 000000004BD4: 680214C1
	v_fma_f32 v6, -v1, v10, v9                                 // 000000004BD8: D1CB0006 24261501
	v_cmp_ge_f32_e64 s[0:1], 0, v6                             // 000000004BE0: D0460000 00020C80
	v_add_u32_e32 v6, 1, v10                                   // 000000004BE8: 680C1481
	v_fma_f32 v7, -v6, v10, v9                                 // 000000004BEC: D1CB0007 24261506
	v_cndmask_b32_e64 v1, v10, v1, s[0:1]                      // 000000004BF4: D1000001 0002030A
	v_cmp_lt_f32_e64 s[0:1], 0, v7                             // 000000004BFC: D0410000 00020E80
	v_add_u32_e32 v0, s6, v0                                   // 000000004C04: 68000006
	v_and_b32_e32 v3, 0x7fffffff, v2                           // 000000004C08: 260604FF 7FFFFFFF
	v_cndmask_b32_e64 v1, v1, v6, s[0:1]                       // 000000004C10: D1000001 00020D01
	v_mul_f32_e32 v6, 0x37800000, v1                           // 000000004C18: 0A0C02FF 37800000
	v_cndmask_b32_e32 v1, v1, v6, vcc                          // 000000004C20: 00020D01
	v_mov_b32_e32 v6, 0x260                                    // 000000004C24: 7E0C02FF 00000260
	v_cmp_class_f32_e32 vcc, v9, v6                            // 000000004C2C: 7C200D09
	s_mov_b32 s0, 0x800000                                     // 000000004C30: BE8000FF 00800000
	s_nop 0                                                    // 000000004C38: BF800000
	v_cndmask_b32_e32 v8, v1, v9, vcc                          // 000000004C3C: 00101301
	v_cmp_lt_f32_e64 vcc, |v4|, s0                             // 000000004C40: D041016A 00000104
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000004C48: 2202009F
	s_mov_b32 s0, 0x3f317217                                   // 000000004C4C: BE8000FF 3F317217
	v_cndmask_b32_e64 v6, 0, 32, vcc                           // 000000004C54: D1000006 01A94080
	v_ldexp_f32 v6, |v4|, v6                                   // 000000004C5C: D2880106 00020D04
	v_log_f32_e32 v9, v6                                       // 000000004C64: 7E124306
	v_lshl_add_u64 v[6:7], v[0:1], 2, s[8:9]                   // 000000004C68: D2080006 00210500
	global_store_dword v[6:7], v8, off                         // 000000004C70: DC708000 007F0806
	v_mov_b32_e32 v6, 0x41b17218                               // 000000004C78: 7E0C02FF 41B17218
	v_mul_f32_e32 v1, 0x3f317217, v9                           // 000000004C80: 0A0212FF 3F317217
	v_fma_f32 v1, v9, s0, -v1                                  // 000000004C88: D1CB0001 84040109
	v_fmamk_f32 v1, v9, 0x3377d1cf, v1                         // 000000004C90: 2E020309 3377D1CF
	v_fmac_f32_e32 v1, 0x3f317217, v9                          // 000000004C98: 760212FF 3F317217
	v_cmp_lt_f32_e64 s[0:1], |v9|, s2                          // 000000004CA0: D0410100 00000509
	v_cndmask_b32_e32 v6, 0, v6, vcc                           // 000000004CA8: 000C0C80
	v_add_u32_e32 v0, s6, v0                                   // 000000004CAC: 68000006
	v_cndmask_b32_e64 v1, v9, v1, s[0:1]                       // 000000004CB0: D1000001 00020309
	v_sub_f32_e32 v8, v1, v6                                   // 000000004CB8: 04100D01
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000004CBC: 2202009F
	s_brev_b32 s0, 18                                          // 000000004CC0: BE800892
	v_lshl_add_u64 v[6:7], v[0:1], 2, s[8:9]                   // 000000004CC4: D2080006 00210500
	v_cmp_nlt_f32_e64 s[0:1], |v2|, s0                         // 000000004CCC: D04E0100 00000102
	global_store_dword v[6:7], v8, off                         // 000000004CD4: DC708000 007F0806
	s_and_saveexec_b64 s[2:3], s[0:1]                          // 000000004CDC: BE822000
	s_xor_b64 s[10:11], exec, s[2:3]                           // 000000004CE0: 888A027E
	s_cbranch_execz 151                                        // 000000004CE4: BF880097 <functions+0x644>
	v_lshrrev_b32_e32 v1, 23, v3                               // 000000004CE8: 20020697
	v_add_u32_e32 v1, 0xffffff88, v1                           // 000000004CEC: 680202FF FFFFFF88
	v_cmp_lt_u32_e32 vcc, 63, v1                               // 000000004CF4: 7D9202BF
	s_mov_b32 s4, 0xfe5163ab                                   // 000000004CF8: BE8400FF FE5163AB
	v_mov_b32_e32 v7, 0                                        // 000000004D00: 7E0E0280
	v_cndmask_b32_e32 v5, 0, v5, vcc                           // 000000004D04: 000A0A80
	v_add_u32_e32 v1, v5, v1                                   // 000000004D08: 68020305
	v_not_b32_e32 v5, 31                                       // 000000004D0C: 7E0A569F
	v_cmp_lt_u32_e64 s[0:1], 31, v1                            // 000000004D10: D0C90000 0002029F
	s_nop 1                                                    // 000000004D18: BF800001
	v_cndmask_b32_e64 v6, 0, v5, s[0:1]                        // 000000004D1C: D1000006 00020A80
	v_add_u32_e32 v1, v6, v1                                   // 000000004D24: 68020306
	v_cmp_lt_u32_e64 s[2:3], 31, v1                            // 000000004D28: D0C90002 0002029F
	s_nop 1                                                    // 000000004D30: BF800001
	v_cndmask_b32_e64 v5, 0, v5, s[2:3]                        // 000000004D34: D1000005 000A0A80
	v_add_u32_e32 v1, v5, v1                                   // 000000004D3C: 68020305
	v_and_b32_e32 v5, 0x7fffff, v3                             // 000000004D40: 260A06FF 007FFFFF
	v_or_b32_e32 v5, 0x800000, v5                              // 000000004D48: 280A0AFF 00800000
	v_mad_u64_u32 v[8:9], s[4:5], v5, s4, 0                    // 000000004D50: D1E80408 02000905
	v_mov_b32_e32 v6, v9                                       // 000000004D58: 7E0C0309
	s_mov_b32 s4, 0x3c439041                                   // 000000004D5C: BE8400FF 3C439041
	v_mad_u64_u32 v[10:11], s[4:5], v5, s4, v[6:7]             // 000000004D64: D1E8040A 04180905
	v_mov_b32_e32 v6, v11                                      // 000000004D6C: 7E0C030B
	s_mov_b32 s4, 0xdb629599                                   // 000000004D70: BE8400FF DB629599
	v_mad_u64_u32 v[12:13], s[4:5], v5, s4, v[6:7]             // 000000004D78: D1E8040C 04180905
	v_mov_b32_e32 v6, v13                                      // 000000004D80: 7E0C030D
	s_mov_b32 s4, 0xf534ddc0                                   // 000000004D84: BE8400FF F534DDC0
	v_mad_u64_u32 v[14:15], s[4:5], v5, s4, v[6:7]             // 000000004D8C: D1E8040E 04180905
	v_mov_b32_e32 v6, v15                                      // 000000004D94: 7E0C030F
	s_mov_b32 s4, 0xfc2757d1                                   // 000000004D98: BE8400FF FC2757D1
	v_mad_u64_u32 v[16:17], s[4:5], v5, s4, v[6:7]             // 000000004DA0: D1E80410 04180905
	v_mov_b32_e32 v6, v17                                      // 000000004DA8: 7E0C0311
	s_mov_b32 s4, 0x4e441529                                   // 000000004DAC: BE8400FF 4E441529
	v_mad_u64_u32 v[18:19], s[4:5], v5, s4, v[6:7]             // 000000004DB4: D1E80412 04180905
	v_mov_b32_e32 v6, v19                                      // 000000004DBC: 7E0C0313
	s_mov_b32 s4, 0xa2f9836e                                   // 000000004DC0: BE8400FF A2F9836E
	v_mad_u64_u32 v[6:7], s[4:5], v5, s4, v[6:7]               // 000000004DC8: D1E80406 04180905
	v_cndmask_b32_e32 v9, v18, v14, vcc                        // 000000004DD0: 00121D12
	v_cndmask_b32_e32 v5, v6, v16, vcc                         // 000000004DD4: 000A2106
	v_cndmask_b32_e32 v7, v7, v18, vcc                         // 000000004DD8: 000E2507
	v_cndmask_b32_e64 v6, v5, v9, s[0:1]                       // 000000004DDC: D1000006 00021305
	v_cndmask_b32_e64 v5, v7, v5, s[0:1]                       // 000000004DE4: D1000005 00020B07
	v_cndmask_b32_e32 v7, v16, v12, vcc                        // 000000004DEC: 000E1910
	v_cndmask_b32_e64 v9, v9, v7, s[0:1]                       // 000000004DF0: D1000009 00020F09
	v_cndmask_b32_e64 v5, v5, v6, s[2:3]                       // 000000004DF8: D1000005 000A0D05
	v_cndmask_b32_e64 v6, v6, v9, s[2:3]                       // 000000004E00: D1000006 000A1306
	v_sub_u32_e32 v11, 32, v1                                  // 000000004E08: 6A1602A0
	v_alignbit_b32 v13, v5, v6, v11                            // 000000004E0C: D1CE000D 042E0D05
	v_cmp_eq_u32_e64 s[4:5], 0, v1                             // 000000004E14: D0CA0004 00020280
	v_cndmask_b32_e32 v8, v12, v8, vcc                         // 000000004E1C: 0010110C
	s_nop 0                                                    // 000000004E20: BF800000
	v_cndmask_b32_e64 v1, v13, v5, s[4:5]                      // 000000004E24: D1000001 00120B0D
	v_cndmask_b32_e32 v5, v14, v10, vcc                        // 000000004E2C: 000A150E
	v_cndmask_b32_e64 v7, v7, v5, s[0:1]                       // 000000004E30: D1000007 00020B07
	v_cndmask_b32_e64 v9, v9, v7, s[2:3]                       // 000000004E38: D1000009 000A0F09
	v_alignbit_b32 v10, v6, v9, v11                            // 000000004E40: D1CE000A 042E1306
	v_cndmask_b32_e64 v6, v10, v6, s[4:5]                      // 000000004E48: D1000006 00120D0A
	v_bfe_u32 v14, v1, 29, 1                                   // 000000004E50: D1C8000E 02053B01
	v_cndmask_b32_e64 v5, v5, v8, s[0:1]                       // 000000004E58: D1000005 00021105
	v_alignbit_b32 v10, v1, v6, 30                             // 000000004E60: D1CE000A 027A0D01
	v_sub_u32_e32 v15, 0, v14                                  // 000000004E68: 6A1E1C80
	v_cndmask_b32_e64 v5, v7, v5, s[2:3]                       // 000000004E6C: D1000005 000A0B07
	v_xor_b32_e32 v10, v10, v15                                // 000000004E74: 2A141F0A
	v_alignbit_b32 v7, v9, v5, v11                             // 000000004E78: D1CE0007 042E0B09
	v_cndmask_b32_e64 v7, v7, v9, s[4:5]                       // 000000004E80: D1000007 00121307
	v_ffbh_u32_e32 v8, v10                                     // 000000004E88: 7E105B0A
	v_alignbit_b32 v6, v6, v7, 30                              // 000000004E8C: D1CE0006 027A0F06
	v_min_u32_e32 v8, 32, v8                                   // 000000004E94: 1C1010A0
	v_alignbit_b32 v5, v7, v5, 30                              // 000000004E98: D1CE0005 027A0B07
	v_xor_b32_e32 v6, v6, v15                                  // 000000004EA0: 2A0C1F06
	v_sub_u32_e32 v9, 31, v8                                   // 000000004EA4: 6A12109F
	v_xor_b32_e32 v5, v5, v15                                  // 000000004EA8: 2A0A1F05
	v_alignbit_b32 v10, v10, v6, v9                            // 000000004EAC: D1CE000A 04260D0A
	v_alignbit_b32 v5, v6, v5, v9                              // 000000004EB4: D1CE0005 04260B06
	v_alignbit_b32 v6, v10, v5, 9                              // 000000004EBC: D1CE0006 02260B0A
	v_ffbh_u32_e32 v7, v6                                      // 000000004EC4: 7E0E5B06
	v_min_u32_e32 v7, 32, v7                                   // 000000004EC8: 1C0E0EA0
	v_lshrrev_b32_e32 v13, 29, v1                              // 000000004ECC: 201A029D
	v_not_b32_e32 v9, v7                                       // 000000004ED0: 7E125707
	v_alignbit_b32 v5, v6, v5, v9                              // 000000004ED4: D1CE0005 04260B06
	v_lshlrev_b32_e32 v6, 31, v13                              // 000000004EDC: 240C1A9F
	v_or_b32_e32 v9, 0x33000000, v6                            // 000000004EE0: 28120CFF 33000000
	v_add_lshl_u32 v7, v7, v8, 23                              // 000000004EE8: D1FE0007 025E1107
	v_lshrrev_b32_e32 v5, 9, v5                                // 000000004EF0: 200A0A89
	v_sub_u32_e32 v7, v9, v7                                   // 000000004EF4: 6A0E0F09
	v_or_b32_e32 v6, 0.5, v6                                   // 000000004EF8: 280C0CF0
	v_lshlrev_b32_e32 v8, 23, v8                               // 000000004EFC: 24101097
	v_or_b32_e32 v5, v7, v5                                    // 000000004F00: 280A0B07
	v_lshrrev_b32_e32 v7, 9, v10                               // 000000004F04: 200E1489
	v_sub_u32_e32 v6, v6, v8                                   // 000000004F08: 6A0C1106
	v_or_b32_e32 v6, v7, v6                                    // 000000004F0C: 280C0D07
	s_mov_b32 s0, 0x3fc90fda                                   // 000000004F10: BE8000FF 3FC90FDA
	v_mul_f32_e32 v7, 0x3fc90fda, v6                           // 000000004F18: 0A0E0CFF 3FC90FDA
	v_fma_f32 v8, v6, s0, -v7                                  // 000000004F20: D1CB0008 841C0106
	v_fmamk_f32 v6, v6, 0x33a22168, v8                         // 000000004F28: 2E0C1106 33A22168
	v_fmac_f32_e32 v6, 0x3fc90fda, v5                          // 000000004F30: 760C0AFF 3FC90FDA
	v_lshrrev_b32_e32 v1, 30, v1                               // 000000004F38: 2002029E
	v_add_f32_e32 v6, v7, v6                                   // 000000004F3C: 020C0D07
	v_add_u32_e32 v1, v14, v1                                  // 000000004F40: 6802030E
	s_andn2_saveexec_b64 s[0:1], s[10:11]                      // 000000004F44: BE80230A
	s_cbranch_execz 14                                         // 000000004F48: BF88000E <functions+0x684>
	s_mov_b32 s2, 0x3f22f983                                   // 000000004F4C: BE8200FF 3F22F983
	v_mul_f32_e64 v1, |v2|, s2                                 // 000000004F54: D1050101 00000502
	v_rndne_f32_e32 v5, v1                                     // 000000004F5C: 7E0A3D01
	s_mov_b32 s2, 0xbfc90fda                                   // 000000004F60: BE8200FF BFC90FDA
	v_cvt_i32_f32_e32 v1, v5                                   // 000000004F68: 7E021105
	v_fma_f32 v6, v5, s2, |v2|                                 // 000000004F6C: D1CB0406 04080505
	v_fmamk_f32 v6, v5, 0xb3a22168, v6                         // 000000004F74: 2E0C0D05 B3A22168
	v_fmamk_f32 v6, v5, 0xa7c234c4, v6                         // 000000004F7C: 2E0C0D05 A7C234C4
	s_or_b64 exec, exec, s[0:1]                                // 000000004F84: 87FE007E
	v_mul_f32_e32 v5, v6, v6                                   // 000000004F88: 0A0A0D06
	v_mov_b32_e32 v7, 0x3c0881c4                               // 000000004F8C: 7E0E02FF 3C0881C4
	v_fmac_f32_e32 v7, 0xb94c1982, v5                          // 000000004F94: 760E0AFF B94C1982
	v_fmaak_f32 v7, v5, v7, 0xbe2aaa9d                         // 000000004F9C: 300E0F05 BE2AAA9D
	v_mul_f32_e32 v7, v5, v7                                   // 000000004FA4: 0A0E0F05
	v_fmac_f32_e32 v6, v6, v7                                  // 000000004FA8: 760C0F06
	v_mov_b32_e32 v7, 0xbab64f3b                               // 000000004FAC: 7E0E02FF BAB64F3B
	v_fmac_f32_e32 v7, 0x37d75334, v5                          // 000000004FB4: 760E0AFF 37D75334
	v_fmaak_f32 v7, v5, v7, 0x3d2aabf7                         // 000000004FBC: 300E0F05 3D2AABF7
	v_fmaak_f32 v7, v5, v7, 0xbf000004                         // 000000004FC4: 300E0F05 BF000004
	v_fma_f32 v5, v5, v7, 1.0                                  // 000000004FCC: D1CB0005 03CA0F05
	v_and_b32_e32 v7, 1, v1                                    // 000000004FD4: 260E0281
	v_cmp_eq_u32_e32 vcc, 0, v7                                // 000000004FD8: 7D940E80
	v_lshlrev_b32_e32 v1, 30, v1                               // 000000004FDC: 2402029E
	v_and_b32_e32 v1, 0x80000000, v1                           // 000000004FE0: 260202FF 80000000
	v_cndmask_b32_e32 v5, v5, v6, vcc                          // 000000004FE8: 000A0D05
	v_xor_b32_e32 v6, v3, v2                                   // 000000004FEC: 2A0C0503
	v_xor_b32_e32 v1, v6, v1                                   // 000000004FF0: 2A020306
	s_movk_i32 s0, 0x1f8                                       // 000000004FF4: B00001F8
	v_xor_b32_e32 v1, v1, v5                                   // 000000004FF8: 2A020B01
	v_mov_b32_e32 v18, 0x7fc00000                              // 000000004FFC: 7E2402FF 7FC00000
	v_cmp_class_f32_e64 vcc, v2, s0                            // 000000005004: D010006A 00000102
	v_add_u32_e32 v0, s6, v0                                   // 00000000500C: 68000006
	v_cmp_eq_f32_e64 s[0:1], |v2|, 1.0                         // 000000005010: D0420100 0001E502
	v_cndmask_b32_e32 v5, v18, v1, vcc                         // 000000005018: 000A0312
	v_ashrrev_i32_e32 v1, 31, v0                               // 00000000501C: 2202009F
	v_lshl_add_u64 v[6:7], v[0:1], 2, s[8:9]                   // 000000005020: D2080006 00210500
	v_add_u32_e32 v0, s6, v0                                   // 000000005028: 68000006
	v_ashrrev_i32_e32 v1, 31, v0                               // 00000000502C: 2202009F
	global_store_dword v[6:7], v5, off                         // 000000005030: DC708000 007F0506
	v_fmaak_f32 v5, v2, v4, 0x3fc00000                         // 000000005038: 300A0902 3FC00000
	v_lshl_add_u64 v[6:7], v[0:1], 2, s[8:9]                   // 000000005040: D2080006 00210500
	v_rndne_f32_e32 v1, v4                                     // 000000005048: 7E023D04
	v_floor_f32_e32 v4, v2                                     // 00000000504C: 7E083F02
	v_add_u32_e32 v0, s6, v0                                   // 000000005050: 68000006
	global_store_dword v[6:7], v5, off                         // 000000005054: DC708000 007F0506
	v_add_f32_e32 v6, v4, v1                                   // 00000000505C: 020C0304
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000005060: 2202009F
	v_lshl_add_u64 v[4:5], v[0:1], 2, s[8:9]                   // 000000005064: D2080004 00210500
	v_mov_b32_e32 v1, 0x3fa00000                               // 00000000506C: 7E0202FF 3FA00000
	global_store_dword v[4:5], v6, off                         // 000000005074: DC708000 007F0604
	v_cndmask_b32_e64 v1, v1, 1.0, s[0:1]                      // 00000000507C: D1000001 0001E501
	v_frexp_mant_f32_e64 v4, |v2|                              // 000000005084: D1740104 00000102
	s_mov_b32 s0, 0x3f2aaaab                                   // 00000000508C: BE8000FF 3F2AAAAB
	v_cmp_gt_f32_e32 vcc, s0, v4                               // 000000005094: 7C880800
	s_mov_b32 s0, 0x3f317218                                   // 000000005098: BE8000FF 3F317218
	s_mov_b32 s2, 0x42b17218                                   // 0000000050A0: BE8200FF 42B17218
	v_cndmask_b32_e64 v5, 1.0, 2.0, vcc                        // 0000000050A8: D1000005 01A9E8F2
	v_mul_f32_e32 v4, v4, v5                                   // 0000000050B0: 0A080B04
	v_add_f32_e32 v7, 1.0, v4                                  // 0000000050B4: 020E08F2
	v_rcp_f32_e32 v12, v7                                      // 0000000050B8: 7E184507
	v_add_f32_e32 v5, -1.0, v7                                 // 0000000050BC: 020A0EF3
	v_sub_f32_e32 v9, v4, v5                                   // 0000000050C0: 04120B04
	v_add_f32_e32 v5, -1.0, v4                                 // 0000000050C4: 020A08F3
	v_mul_f32_e32 v13, v5, v12                                 // 0000000050C8: 0A1A1905
	v_mul_f32_e32 v6, v7, v13                                  // 0000000050CC: 0A0C1B07
	v_fma_f32 v8, v13, v7, -v6                                 // 0000000050D0: D1CB0008 841A0F0D
	v_fmac_f32_e32 v8, v13, v9                                 // 0000000050D8: 7610130D
	v_add_f32_e32 v4, v6, v8                                   // 0000000050DC: 02081106
	v_sub_f32_e32 v7, v5, v4                                   // 0000000050E0: 040E0905
	v_pk_add_f32 v[10:11], v[4:5], v[6:7] neg_lo:[0,1] neg_hi:[0,1]// 0000000050E4: D3B2420A 58020D04
	v_mov_b32_e32 v9, v4                                       // 0000000050EC: 7E120304
	v_pk_add_f32 v[4:5], v[10:11], v[8:9] neg_lo:[0,1] neg_hi:[0,1]// 0000000050F0: D3B24204 5802110A
	v_mov_b32_e32 v8, 0x3e91f4c4                               // 0000000050F8: 7E1002FF 3E91F4C4
	v_add_f32_e32 v4, v4, v5                                   // 000000005100: 02080B04
	v_add_f32_e32 v4, v7, v4                                   // 000000005104: 02080907
	v_mul_f32_e32 v5, v12, v4                                  // 000000005108: 0A0A090C
	v_add_f32_e32 v4, v13, v5                                  // 00000000510C: 02080B0D
	v_sub_f32_e32 v6, v4, v13                                  // 000000005110: 040C1B04
	v_sub_f32_e32 v14, v5, v6                                  // 000000005114: 041C0D05
	v_mul_f32_e32 v5, v4, v4                                   // 000000005118: 0A0A0904
	v_fma_f32 v7, v4, v4, -v5                                  // 00000000511C: D1CB0007 84160904
	v_add_f32_e32 v6, v14, v14                                 // 000000005124: 020C1D0E
	v_fmac_f32_e32 v7, v4, v6                                  // 000000005128: 760E0D04
	v_add_f32_e32 v6, v5, v7                                   // 00000000512C: 020C0F05
	v_fmac_f32_e32 v8, 0x3e76c4e1, v6                          // 000000005130: 76100CFF 3E76C4E1
	v_fmaak_f32 v8, v6, v8, 0x3ecccdef                         // 000000005138: 30101106 3ECCCDEF
	v_sub_f32_e32 v5, v6, v5                                   // 000000005140: 040A0B06
	v_sub_f32_e32 v15, v7, v5                                  // 000000005144: 041E0B07
	v_mul_f32_e32 v5, v6, v8                                   // 000000005148: 0A0A1106
	v_fma_f32 v7, v6, v8, -v5                                  // 00000000514C: D1CB0007 84161106
	v_fmac_f32_e32 v7, v15, v8                                 // 000000005154: 760E110F
	v_add_f32_e32 v8, v5, v7                                   // 000000005158: 02100F05
	v_add_f32_e32 v9, 0x3f2aaaaa, v8                           // 00000000515C: 021210FF 3F2AAAAA
	v_sub_f32_e32 v5, v8, v5                                   // 000000005164: 040A0B08
	v_sub_f32_e32 v5, v7, v5                                   // 000000005168: 040A0B07
	v_add_f32_e32 v7, 0xbf2aaaaa, v9                           // 00000000516C: 020E12FF BF2AAAAA
	v_add_f32_e32 v5, 0x31739010, v5                           // 000000005174: 020A0AFF 31739010
	v_sub_f32_e32 v7, v8, v7                                   // 00000000517C: 040E0F08
	v_pk_mul_f32 v[10:11], v[4:5], v[6:7]                      // 000000005180: D3B1400A 18020D04
	v_pk_add_f32 v[12:13], v[4:5], v[6:7]                      // 000000005188: D3B2400C 18020D04
	v_fma_f32 v8, v6, v4, -v10                                 // 000000005190: D1CB0008 842A0906
	v_fmac_f32_e32 v8, v6, v14                                 // 000000005198: 76101D06
	v_mov_b32_e32 v11, v13                                     // 00000000519C: 7E16030D
	v_fmac_f32_e32 v8, v15, v4                                 // 0000000051A0: 7610090F
	v_pk_add_f32 v[6:7], v[10:11], v[8:9]                      // 0000000051A4: D3B24006 1802110A
	s_mov_b32 s3, 0x3fb8aa3b                                   // 0000000051AC: BE8300FF 3FB8AA3B
	v_sub_f32_e32 v5, v6, v10                                  // 0000000051B4: 040A1506
	v_sub_f32_e32 v5, v8, v5                                   // 0000000051B8: 040A0B08
	v_sub_f32_e32 v8, v9, v7                                   // 0000000051BC: 04100F09
	v_add_f32_e32 v11, v13, v8                                 // 0000000051C0: 0216110D
	v_cvt_f64_f32_e32 v[12:13], v3                             // 0000000051C4: 7E182103
	v_frexp_exp_i32_f64_e32 v3, v[12:13]                       // 0000000051C8: 7E06610C
	v_subbrev_co_u32_e32 v3, vcc, 0, v3, vcc                   // 0000000051CC: 3C060680
	v_cvt_f32_i32_e32 v3, v3                                   // 0000000051D0: 7E060B03
	v_pk_mul_f32 v[8:9], v[6:7], v[6:7] op_sel:[0,1] op_sel_hi:[1,0]// 0000000051D4: D3B15008 08020D06
	v_ldexp_f32 v13, v4, 1                                     // 0000000051DC: D288000D 00010304
	v_fma_f32 v10, v6, v7, -v8                                 // 0000000051E4: D1CB000A 84220F06
	v_fmac_f32_e32 v10, v6, v11                                // 0000000051EC: 76141706
	v_mul_f32_e32 v6, 0x3f317218, v3                           // 0000000051F0: 0A0C06FF 3F317218
	v_fmac_f32_e32 v10, v5, v7                                 // 0000000051F8: 76140F05
	v_fma_f32 v5, v3, s0, -v6                                  // 0000000051FC: D1CB0005 84180103
	v_fmamk_f32 v12, v3, 0xb102e308, v5                        // 000000005204: 2E180B03 B102E308
	v_add_f32_e32 v7, v8, v10                                  // 00000000520C: 020E1508
	v_pk_add_f32 v[4:5], v[6:7], v[12:13]                      // 000000005210: D3B24004 18021906
	v_ldexp_f32 v3, v14, 1                                     // 000000005218: D2880003 0001030E
	v_mov_b32_e32 v14, v7                                      // 000000005220: 7E1C0307
	v_mov_b32_e32 v15, v5                                      // 000000005224: 7E1E0305
	v_mov_b32_e32 v9, v13                                      // 000000005228: 7E12030D
	v_pk_add_f32 v[8:9], v[14:15], v[8:9] neg_lo:[0,1] neg_hi:[0,1]// 00000000522C: D3B24208 5802110E
	v_mov_b32_e32 v11, v7                                      // 000000005234: 7E160307
	v_pk_add_f32 v[8:9], v[10:11], v[8:9] neg_lo:[0,1] neg_hi:[0,1]// 000000005238: D3B24208 5802110A
	v_mov_b32_e32 v13, v4                                      // 000000005240: 7E1A0304
	v_add_f32_e32 v3, v3, v8                                   // 000000005244: 02061103
	v_add_f32_e32 v7, v3, v9                                   // 000000005248: 020E1303
	v_pk_add_f32 v[8:9], v[4:5], v[6:7] neg_lo:[0,1] neg_hi:[0,1]// 00000000524C: D3B24208 58020D04
	v_pk_add_f32 v[10:11], v[4:5], v[6:7]                      // 000000005254: D3B2400A 18020D04
	v_mov_b32_e32 v6, v7                                       // 00000000525C: 7E0C0307
	v_mov_b32_e32 v9, v11                                      // 000000005260: 7E12030B
	v_pk_add_f32 v[14:15], v[12:13], v[8:9] neg_lo:[0,1] neg_hi:[0,1]// 000000005264: D3B2420E 5802110C
	v_pk_add_f32 v[8:9], v[12:13], v[8:9]                      // 00000000526C: D3B24008 1802110C
	v_mov_b32_e32 v7, v4                                       // 000000005274: 7E0E0304
	v_pk_add_f32 v[12:13], v[8:9], v[4:5] op_sel:[1,0] op_sel_hi:[0,1] neg_lo:[0,1] neg_hi:[0,1]// 000000005278: D3B24A0C 50020908
	v_pk_add_f32 v[16:17], v[10:11], v[12:13] op_sel_hi:[1,0] neg_lo:[0,1] neg_hi:[0,1]// 000000005280: D3B24210 4802190A
	v_mov_b32_e32 v10, v11                                     // 000000005288: 7E14030B
	v_mov_b32_e32 v11, v9                                      // 00000000528C: 7E160309
	v_pk_mov_b32 v[12:13], v[4:5], v[12:13] op_sel:[1,0]       // 000000005290: D3B3480C 18021904
	v_mov_b32_e32 v16, v14                                     // 000000005298: 7E20030E
	v_pk_add_f32 v[10:11], v[10:11], v[12:13] neg_lo:[0,1] neg_hi:[0,1]// 00000000529C: D3B2420A 5802190A
	v_mov_b32_e32 v15, v9                                      // 0000000052A4: 7E1E0309
	v_pk_add_f32 v[4:5], v[6:7], v[10:11] neg_lo:[0,1] neg_hi:[0,1]// 0000000052A8: D3B24204 58021506
	s_movk_i32 s0, 0x204                                       // 0000000052B0: B0000204
	v_pk_add_f32 v[6:7], v[16:17], v[4:5]                      // 0000000052B4: D3B24006 18020910
	s_mov_b32 s1, 0x7f800000                                   // 0000000052BC: BE8100FF 7F800000
	v_pk_add_f32 v[10:11], v[6:7], v[6:7] op_sel:[0,1] op_sel_hi:[1,0]// 0000000052C4: D3B2500A 08020D06
	v_add_u32_e32 v0, s6, v0                                   // 0000000052CC: 68000006
	v_pk_add_f32 v[8:9], v[8:9], v[10:11] op_sel:[1,0] op_sel_hi:[0,1]// 0000000052D0: D3B24808 10021508
	v_mov_b32_e32 v7, v8                                       // 0000000052D8: 7E0E0308
	v_pk_add_f32 v[12:13], v[6:7], v[14:15] neg_lo:[0,1] neg_hi:[0,1]// 0000000052DC: D3B2420C 58021D06
	v_mov_b32_e32 v5, v10                                      // 0000000052E4: 7E0A030A
	v_sub_f32_e32 v3, v6, v12                                  // 0000000052E8: 04061906
	v_pk_add_f32 v[4:5], v[4:5], v[12:13] neg_lo:[0,1] neg_hi:[0,1]// 0000000052EC: D3B24204 58021904
	v_sub_f32_e32 v3, v14, v3                                  // 0000000052F4: 0406070E
	v_add_f32_e32 v3, v4, v3                                   // 0000000052F8: 02060704
	v_add_f32_e32 v3, v3, v5                                   // 0000000052FC: 02060B03
	v_add_f32_e32 v4, v8, v3                                   // 000000005300: 02080708
	v_sub_f32_e32 v5, v4, v8                                   // 000000005304: 040A1104
	v_sub_f32_e32 v3, v3, v5                                   // 000000005308: 04060B03
	v_mul_f32_e32 v5, v1, v4                                   // 00000000530C: 0A0A0901
	v_fma_f32 v4, v1, v4, -v5                                  // 000000005310: D1CB0004 84160901
	v_fmac_f32_e32 v4, v1, v3                                  // 000000005318: 76080701
	v_add_f32_e32 v1, v5, v4                                   // 00000000531C: 02020905
	v_cmp_class_f32_e64 vcc, v5, s0                            // 000000005320: D010006A 00000105
	v_sub_f32_e32 v3, v1, v5                                   // 000000005328: 04060B01
	v_sub_f32_e32 v3, v4, v3                                   // 00000000532C: 04060704
	v_cndmask_b32_e32 v1, v1, v5, vcc                          // 000000005330: 00020B01
	v_mov_b32_e32 v4, 0x37000000                               // 000000005334: 7E0802FF 37000000
	v_cmp_eq_f32_e32 vcc, s2, v1                               // 00000000533C: 7C840202
	s_nop 1                                                    // 000000005340: BF800001
	v_cndmask_b32_e32 v4, 0, v4, vcc                           // 000000005344: 00080880
	v_sub_f32_e32 v5, v1, v4                                   // 000000005348: 040A0901
	v_mul_f32_e32 v6, 0x3fb8aa3b, v5                           // 00000000534C: 0A0C0AFF 3FB8AA3B
	v_fma_f32 v7, v5, s3, -v6                                  // 000000005354: D1CB0007 84180705
	v_rndne_f32_e32 v8, v6                                     // 00000000535C: 7E103D06
	v_fmamk_f32 v7, v5, 0x32a5705f, v7                         // 000000005360: 2E0E0F05 32A5705F
	v_sub_f32_e32 v6, v6, v8                                   // 000000005368: 040C1106
	v_add_f32_e32 v6, v6, v7                                   // 00000000536C: 020C0F06
	v_exp_f32_e32 v6, v6                                       // 000000005370: 7E0C4106
	v_cvt_i32_f32_e32 v7, v8                                   // 000000005374: 7E0E1108
	v_cmp_neq_f32_e64 vcc, |v1|, s1                            // 000000005378: D04D016A 00000301
	s_mov_b32 s3, 0xc2ce8ed0                                   // 000000005380: BE8300FF C2CE8ED0
	s_nop 0                                                    // 000000005388: BF800000
	v_cndmask_b32_e32 v1, 0, v3, vcc                           // 00000000538C: 00020680
	v_ldexp_f32 v3, v6, v7                                     // 000000005390: D2880003 00020F06
	v_cmp_ngt_f32_e32 vcc, s3, v5                              // 000000005398: 7C960A03
	v_add_f32_e32 v1, v4, v1                                   // 00000000539C: 02020304
	v_mov_b32_e32 v4, 0x7f800000                               // 0000000053A0: 7E0802FF 7F800000
	v_cndmask_b32_e32 v3, 0, v3, vcc                           // 0000000053A8: 00060680
	v_cmp_nlt_f32_e32 vcc, s2, v5                              // 0000000053AC: 7C9C0A02
	s_nop 1                                                    // 0000000053B0: BF800001
	v_cndmask_b32_e32 v3, v4, v3, vcc                          // 0000000053B4: 00060704
	v_fma_f32 v1, v3, v1, v3                                   // 0000000053B8: D1CB0001 040E0303
	v_cmp_class_f32_e64 vcc, v3, s0                            // 0000000053C0: D010006A 00000103
	v_cmp_neq_f32_e64 s[0:1], |v2|, s1                         // 0000000053C8: D04D0100 00000302
	s_nop 0                                                    // 0000000053D0: BF800000
	v_cndmask_b32_e32 v1, v1, v3, vcc                          // 0000000053D4: 00020701
	v_cndmask_b32_e64 v1, v4, |v1|, s[0:1]                     // 0000000053D8: D1000201 00020304
	v_cmp_neq_f32_e32 vcc, 0, v2                               // 0000000053E0: 7C9A0480
	s_nop 1                                                    // 0000000053E4: BF800001
	v_cndmask_b32_e32 v1, 0, v1, vcc                           // 0000000053E8: 00020280
	v_cmp_o_f32_e32 vcc, v2, v2                                // 0000000053EC: 7C8E0502
	s_nop 1                                                    // 0000000053F0: BF800001
	v_cndmask_b32_e32 v2, v18, v1, vcc                         // 0000000053F4: 00040312
	v_ashrrev_i32_e32 v1, 31, v0                               // 0000000053F8: 2202009F
	v_lshl_add_u64 v[0:1], v[0:1], 2, s[8:9]                   // 0000000053FC: D2080000 00210500
	global_store_dword v[0:1], v2, off                         // 000000005404: DC708000 007F0200
	s_endpgm                                                   // 00000000540C: BF810000
	s_nop 0                                                    // 000000005410: BF800000
	s_nop 0                                                    // 000000005414: BF800000
	s_nop 0                                                    // 000000005418: BF800000
	s_nop 0                                                    // 00000000541C: BF800000
	s_nop 0                                                    // 000000005420: BF800000
	s_nop 0                                                    // 000000005424: BF800000
	s_nop 0                                                    // 000000005428: BF800000
	s_nop 0                                                    // 00000000542C: BF800000
	s_nop 0                                                    // 000000005430: BF800000
	s_nop 0                                                    // 000000005434: BF800000
	s_nop 0                                                    // 000000005438: BF800000
	s_nop 0                                                    // 00000000543C: BF800000
	s_nop 0                                                    // 000000005440: BF800000
	s_nop 0                                                    // 000000005444: BF800000
	s_nop 0                                                    // 000000005448: BF800000
	s_nop 0                                                    // 00000000544C: BF800000
	s_nop 0                                                    // 000000005450: BF800000
	s_nop 0                                                    // 000000005454: BF800000
	s_nop 0                                                    // 000000005458: BF800000
	s_nop 0                                                    // 00000000545C: BF800000
	s_nop 0                                                    // 000000005460: BF800000
	s_nop 0                                                    // 000000005464: BF800000
	s_nop 0                                                    // 000000005468: BF800000
	s_nop 0                                                    // 00000000546C: BF800000
	s_nop 0                                                    // 000000005470: BF800000
	s_nop 0                                                    // 000000005474: BF800000
	s_nop 0                                                    // 000000005478: BF800000
	s_nop 0                                                    // 00000000547C: BF800000
	s_nop 0                                                    // 000000005480: BF800000
	s_nop 0                                                    // 000000005484: BF800000
	s_nop 0                                                    // 000000005488: BF800000
	s_nop 0                                                    // 00000000548C: BF800000
	s_nop 0                                                    // 000000005490: BF800000
	s_nop 0                                                    // 000000005494: BF800000
	s_nop 0                                                    // 000000005498: BF800000
	s_nop 0                                                    // 00000000549C: BF800000
	s_nop 0                                                    // 0000000054A0: BF800000
	s_nop 0                                                    // 0000000054A4: BF800000
	s_nop 0                                                    // 0000000054A8: BF800000
	s_nop 0                                                    // 0000000054AC: BF800000
	s_nop 0                                                    // 0000000054B0: BF800000
	s_nop 0                                                    // 0000000054B4: BF800000
	s_nop 0                                                    // 0000000054B8: BF800000
	s_nop 0                                                    // 0000000054BC: BF800000
	s_nop 0                                                    // 0000000054C0: BF800000
	s_nop 0                                                    // 0000000054C4: BF800000
	s_nop 0                                                    // 0000000054C8: BF800000
	s_nop 0                                                    // 0000000054CC: BF800000
	s_nop 0                                                    // 0000000054D0: BF800000
	s_nop 0                                                    // 0000000054D4: BF800000
	s_nop 0                                                    // 0000000054D8: BF800000
	s_nop 0                                                    // 0000000054DC: BF800000
	s_nop 0                                                    // 0000000054E0: BF800000
	s_nop 0                                                    // 0000000054E4: BF800000
	s_nop 0                                                    // 0000000054E8: BF800000
	s_nop 0                                                    // 0000000054EC: BF800000
	s_nop 0                                                    // 0000000054F0: BF800000
	s_nop 0                                                    // 0000000054F4: BF800000
	s_nop 0                                                    // 0000000054F8: BF800000
	s_nop 0                                                    // 0000000054FC: BF800000

0000000000005500 <doubles>:
	s_load_dword s3, s[0:1], 0x2c                              // 000000005500: C00200C0 0000002C
	s_load_dword s4, s[0:1], 0x18                              // 000000005508: C0020100 00000018
	s_waitcnt lgkmcnt(0)                                       // 000000005510: BF8CC07F
	s_and_b32 s3, s3, 0xffff                                   // 000000005514: 8603FF03 0000FFFF
	s_mul_i32 s2, s2, s3                                       // 00000000551C: 92020302
	v_add_u32_e32 v0, s2, v0                                   // 000000005520: 68000002
	v_cmp_gt_i32_e32 vcc, s4, v0                               // 000000005524: 7D880004
	s_and_saveexec_b64 s[2:3], vcc                             // 000000005528: BE82206A
	s_cbranch_execz 129                                        // 00000000552C: BF880081 <doubles+0x234>
	s_load_dwordx4 s[8:11], s[0:1], 0x0                        // 000000005530: C00A0200 00000000
	s_load_dwordx2 s[2:3], s[0:1], 0x10                        // 000000005538: C0060080 00000010
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000005540: 2202009F
	v_lshlrev_b64 v[2:3], 3, v[0:1]                            // 000000005544: D28F0002 00020083
	v_mov_b32_e32 v1, 0x100                                    // 00000000554C: 7E0202FF 00000100
	s_waitcnt lgkmcnt(0)                                       // 000000005554: BF8CC07F
	v_lshl_add_u64 v[4:5], s[8:9], 0, v[2:3]                   // 000000005558: D2080004 04090008
	v_lshl_add_u64 v[6:7], s[10:11], 0, v[2:3]                 // 000000005560: D2080006 0409000A
	global_load_dwordx2 v[8:9], v[4:5], off                    // 000000005568: DC548000 087F0004
	global_load_dwordx2 v[10:11], v[6:7], off                  // 000000005570: DC548000 0A7F0006
	v_lshl_add_u64 v[2:3], s[2:3], 0, v[2:3]                   // 000000005578: D2080002 04090002
	s_ashr_i32 s5, s4, 31                                      // 000000005580: 90059F04
	s_waitcnt vmcnt(0)                                         // 000000005584: BF8C0F70
	v_div_scale_f64 v[12:13], s[0:1], v[10:11], v[10:11], v[8:9]// 000000005588: D1E1000C 0422150A
	v_rcp_f64_e32 v[14:15], v[12:13]                           // 000000005590: 7E1C4B0C
	v_div_scale_f64 v[16:17], vcc, v[8:9], v[10:11], v[8:9]    // 000000005594: D1E16A10 04221508
	s_mov_b32 s0, 0                                            // 00000000559C: BE800080
	v_fma_f64 v[18:19], -v[12:13], v[14:15], 1.0               // 0000000055A0: D1CC0012 23CA1D0C
	v_fmac_f64_e32 v[14:15], v[14:15], v[18:19]                // 0000000055A8: 081C250E
	v_fma_f64 v[18:19], -v[12:13], v[14:15], 1.0               // 0000000055AC: D1CC0012 23CA1D0C
	v_fmac_f64_e32 v[14:15], v[14:15], v[18:19]                // 0000000055B4: 081C250E
	v_mul_f64 v[18:19], v[16:17], v[14:15]                     // 0000000055B8: D2810012 00021D10
	v_fma_f64 v[12:13], -v[12:13], v[18:19], v[16:17]          // 0000000055C0: D1CC000C 2442250C
	v_div_fmas_f64 v[12:13], v[12:13], v[14:15], v[18:19]      // 0000000055C8: D1E3000C 044A1D0C
	v_div_fixup_f64 v[8:9], v[12:13], v[10:11], v[8:9]         // 0000000055D0: D1DF0008 0422150C
	global_store_dwordx2 v[2:3], v[8:9], off                   // 0000000055D8: DC748000 007F0802
	global_load_dwordx2 v[8:9], v[4:5], off                    // 0000000055E0: DC548000 087F0004
	s_brev_b32 s1, 8                                           // 0000000055E8: BE810888
	v_mov_b32_e32 v12, 0xffffff80                              // 0000000055EC: 7E1802FF FFFFFF80
	v_mov_b32_e32 v16, 0x260                                   // 0000000055F4: 7E2002FF 00000260
	v_lshl_add_u64 v[2:3], s[4:5], 3, v[2:3]                   // 0000000055FC: D2080002 04090604
	s_movk_i32 s5, 0xffe0                                      // 000000005604: B005FFE0
	s_waitcnt vmcnt(0)                                         // 000000005608: BF8C0F70
	v_cmp_lt_f64_e64 vcc, |v[8:9]|, s[0:1]                     // 00000000560C: D061016A 00000108
	s_nop 1                                                    // 000000005614: BF800001
	v_cndmask_b32_e32 v1, 0, v1, vcc                           // 000000005618: 00020280
	v_ldexp_f64 v[8:9], |v[8:9]|, v1                           // 00000000561C: D2840108 00020308
	v_rsq_f64_e32 v[10:11], v[8:9]                             // 000000005624: 7E144D08
	v_cndmask_b32_e32 v1, 0, v12, vcc                          // 000000005628: 00021880
	v_cmp_class_f64_e32 vcc, v[8:9], v16                       // 00000000562C: 7C242108
	s_add_i32 s0, s4, s4                                       // 000000005630: 81000404
	v_mul_f64 v[12:13], v[8:9], v[10:11]                       // 000000005634: D281000C 00021508
	v_mul_f64 v[10:11], v[10:11], 0.5                          // 00000000563C: D281000A 0001E10A
	v_fma_f64 v[14:15], -v[10:11], v[12:13], 0.5               // 000000005644: D1CC000E 23C2190A
	v_fmac_f64_e32 v[12:13], v[12:13], v[14:15]                // 00000000564C: 08181D0C
	v_fmac_f64_e32 v[10:11], v[10:11], v[14:15]                // 000000005650: 08141D0A
	v_fma_f64 v[14:15], -v[12:13], v[12:13], v[8:9]            // 000000005654: D1CC000E 2422190C
	v_fmac_f64_e32 v[12:13], v[14:15], v[10:11]                // 00000000565C: 0818150E
	v_fma_f64 v[14:15], -v[12:13], v[12:13], v[8:9]            // 000000005660: D1CC000E 2422190C
	v_fmac_f64_e32 v[12:13], v[14:15], v[10:11]                // 000000005668: 0818150E
	v_ldexp_f64 v[10:11], v[12:13], v1                         // 00000000566C: D284000A 0002030C
	v_cndmask_b32_e32 v9, v11, v9, vcc                         // 000000005674: 0012130B
	v_cndmask_b32_e32 v8, v10, v8, vcc                         // 000000005678: 0010110A
	global_store_dwordx2 v[2:3], v[8:9], off                   // 00000000567C: DC748000 007F0802
	global_load_dwordx2 v[2:3], v[4:5], off                    // 000000005684: DC548000 027F0004
	s_nop 0                                                    // 00000000568C: BF800000
	global_load_dwordx2 v[8:9], v[6:7], off                    // 000000005690: DC548000 087F0006
	v_mov_b32_e32 v6, 0                                        // 000000005698: 7E0C0280
	v_add_u32_e32 v0, s0, v0                                   // 00000000569C: 68000000
	v_mov_b32_e32 v7, 0x3fd00000                               // 0000000056A0: 7E0E02FF 3FD00000
	v_ashrrev_i32_e32 v1, 31, v0                               // 0000000056A8: 2202009F
	v_lshl_add_u64 v[10:11], v[0:1], 3, s[2:3]                 // 0000000056AC: D208000A 00090700
	s_mov_b32 s0, 0                                            // 0000000056B4: BE800080
	s_mov_b32 s1, 0x412e8480                                   // 0000000056B8: BE8100FF 412E8480
	v_add_u32_e32 v0, s4, v0                                   // 0000000056C0: 68000004
	v_ashrrev_i32_e32 v1, 31, v0                               // 0000000056C4: 2202009F
	v_lshl_add_u64 v[0:1], v[0:1], 3, s[2:3]                   // 0000000056C8: D2080000 00090700
	s_waitcnt vmcnt(0)                                         // 0000000056D0: BF8C0F70
	v_fmac_f64_e32 v[6:7], v[2:3], v[8:9]                      // 0000000056D4: 080C1102
	global_store_dwordx2 v[10:11], v[6:7], off                 // 0000000056D8: DC748000 007F060A
	global_load_dwordx2 v[2:3], v[4:5], off                    // 0000000056E0: DC548000 027F0004
	s_waitcnt vmcnt(0)                                         // 0000000056E8: BF8C0F70
	v_mul_f64 v[2:3], v[2:3], s[0:1]                           // 0000000056EC: D2810002 00000102
	v_trunc_f64_e32 v[2:3], v[2:3]                             // 0000000056F4: 7E042F02
	v_ldexp_f64 v[4:5], v[2:3], s5                             // 0000000056F8: D2840004 00000B02
	v_floor_f64_e32 v[4:5], v[4:5]                             // 000000005700: 7E083504
	v_fmac_f64_e32 v[2:3], 0xc1f00000, v[4:5]                  // 000000005704: 080408FF C1F00000
	v_cvt_i32_f64_e32 v4, v[4:5]                               // 00000000570C: 7E080704
	v_cvt_u32_f64_e32 v5, v[2:3]                               // 000000005710: 7E0A2B02
	v_cvt_f64_i32_e32 v[2:3], v4                               // 000000005714: 7E040904
	v_cvt_f64_u32_e32 v[4:5], v5                               // 000000005718: 7E082D05
	v_ldexp_f64 v[2:3], v[2:3], 32                             // 00000000571C: D2840002 00014102
	v_add_f64 v[2:3], v[2:3], v[4:5]                           // 000000005724: D2800002 00020902
	global_store_dwordx2 v[0:1], v[2:3], off                   // 00000000572C: DC748000 007F0200
	s_endpgm                                                   // 000000005734: BF810000
	s_nop 0                                                    // 000000005738: BF800000
	s_nop 0                                                    // 00000000573C: BF800000
	s_nop 0                                                    // 000000005740: BF800000
	s_nop 0                                                    // 000000005744: BF800000
	s_nop 0                                                    // 000000005748: BF800000
	s_nop 0                                                    // 00000000574C: BF800000
	s_nop 0                                                    // 000000005750: BF800000
	s_nop 0                                                    // 000000005754: BF800000
	s_nop 0                                                    // 000000005758: BF800000
	s_nop 0                                                    // 00000000575C: BF800000
	s_nop 0                                                    // 000000005760: BF800000
	s_nop 0                                                    // 000000005764: BF800000
	s_nop 0                                                    // 000000005768: BF800000
	s_nop 0                                                    // 00000000576C: BF800000
	s_nop 0                                                    // 000000005770: BF800000
	s_nop 0                                                    // 000000005774: BF800000
	s_nop 0                                                    // 000000005778: BF800000
	s_nop 0                                                    // 00000000577C: BF800000
	s_nop 0                                                    // 000000005780: BF800000
	s_nop 0                                                    // 000000005784: BF800000
	s_nop 0                                                    // 000000005788: BF800000
	s_nop 0                                                    // 00000000578C: BF800000
	s_nop 0                                                    // 000000005790: BF800000
	s_nop 0                                                    // 000000005794: BF800000
	s_nop 0                                                    // 000000005798: BF800000
	s_nop 0                                                    // 00000000579C: BF800000
	s_nop 0                                                    // 0000000057A0: BF800000
	s_nop 0                                                    // 0000000057A4: BF800000
	s_nop 0                                                    // 0000000057A8: BF800000
	s_nop 0                                                    // 0000000057AC: BF800000
	s_nop 0                                                    // 0000000057B0: BF800000
	s_nop 0                                                    // 0000000057B4: BF800000
	s_nop 0                                                    // 0000000057B8: BF800000
	s_nop 0                                                    // 0000000057BC: BF800000
	s_nop 0                                                    // 0000000057C0: BF800000
	s_nop 0                                                    // 0000000057C4: BF800000
	s_nop 0                                                    // 0000000057C8: BF800000
	s_nop 0                                                    // 0000000057CC: BF800000
	s_nop 0                                                    // 0000000057D0: BF800000
	s_nop 0                                                    // 0000000057D4: BF800000
	s_nop 0                                                    // 0000000057D8: BF800000
	s_nop 0                                                    // 0000000057DC: BF800000
	s_nop 0                                                    // 0000000057E0: BF800000
	s_nop 0                                                    // 0000000057E4: BF800000
	s_nop 0                                                    // 0000000057E8: BF800000
	s_nop 0                                                    // 0000000057EC: BF800000
	s_nop 0                                                    // 0000000057F0: BF800000
	s_nop 0                                                    // 0000000057F4: BF800000
	s_nop 0                                                    // 0000000057F8: BF800000
	s_nop 0                                                    // 0000000057FC: BF800000

0000000000005800 <lanes>:
	s_load_dwordx4 s[0:3], s[0:1], 0x0                         // 000000005800: C00A0000 00000000
	v_lshlrev_b32_e32 v1, 2, v0                                // 000000005808: 24020082
	v_mul_u32_u24_e32 v9, 28, v0                               // 00000000580C: 1012009C
	v_and_b32_e32 v9, 0xfc, v9                                 // 000000005810: 261212FF 000000FC
	v_sub_u32_e32 v11, 0, v1                                   // 000000005818: 6A160280
	s_waitcnt lgkmcnt(0)                                       // 00000000581C: BF8CC07F
	global_load_dword v2, v1, s[0:1]                           // 000000005820: DC508000 02000001
	v_mov_b32_e32 v3, 7                                        // 000000005828: 7E060287
	v_mov_b32_e32 v4, 7                                        // 00000000582C: 7E080287
	v_mbcnt_lo_u32_b32 v8, -1, 0                               // 000000005830: D28C0008 000100C1
	v_mov_b32_e32 v5, 7                                        // 000000005838: 7E0A0287
	v_mov_b32_e32 v6, 7                                        // 00000000583C: 7E0C0287
	v_mov_b32_e32 v7, 7                                        // 000000005840: 7E0E0287
	v_mbcnt_hi_u32_b32 v8, -1, v8                              // 000000005844: D28D0008 000210C1
	v_xor_b32_e32 v10, 1, v0                                   // 00000000584C: 2A140081
	global_store_dword v1, v8, s[2:3] offset:2560              // 000000005850: DC708A00 00020801
	v_lshlrev_b32_e32 v10, 2, v10                              // 000000005858: 24141482
	s_waitcnt vmcnt(1)                                         // 00000000585C: BF8C0F71
	ds_bpermute_b32 v9, v9, v2                                 // 000000005860: D87E0000 09000209
	ds_permute_b32 v11, v11, v2 offset:252                     // 000000005868: D87C00FC 0B00020B
	v_readlane_b32 s4, v2, 5                                   // 000000005870: D2890004 00010B02
	v_readfirstlane_b32 s5, v2                                 // 000000005878: 7E0A0502
	v_mov_b32_dpp v4, v2 row_shr:1 row_mask:0xf bank_mask:0xf  // 00000000587C: 7E0802FA FF011102
	v_mov_b32_dpp v3, v2 row_newbcast:2 row_mask:0xf bank_mask:0xf// 000000005884: 7E0602FA FF015202
	ds_swizzle_b32 v12, v2 offset:swizzle(SWAP,16)             // 00000000588C: D87A401F 0C000002
	s_add_i32 s4, s5, s4                                       // 000000005894: 81040405
	v_mov_b32_dpp v8, v2 row_shl:1 row_mask:0xf bank_mask:0xf bound_ctrl:1// 000000005898: 7E1002FA FF090102
	v_mov_b32_dpp v5, v2 row_ror:8 row_mask:0xf bank_mask:0xf  // 0000000058A0: 7E0A02FA FF012802
	v_mov_b32_dpp v6, v2 quad_perm:[3,2,1,0] row_mask:0xf bank_mask:0xf// 0000000058A8: 7E0C02FA FF001B02
	v_mov_b32_dpp v7, v2 row_bcast:15 row_mask:0xa bank_mask:0xf// 0000000058B0: 7E0E02FA AF014202
	global_store_dword v1, v4, s[2:3]                          // 0000000058B8: DC708000 00020401
	global_store_dword v1, v8, s[2:3] offset:256               // 0000000058C0: DC708100 00020801
	global_store_dword v1, v5, s[2:3] offset:512               // 0000000058C8: DC708200 00020501
	global_store_dword v1, v6, s[2:3] offset:768               // 0000000058D0: DC708300 00020601
	global_store_dword v1, v7, s[2:3] offset:1024              // 0000000058D8: DC708400 00020701
	global_store_dword v1, v3, s[2:3] offset:1280              // 0000000058E0: DC708500 00020301
	v_mov_b32_e32 v3, s4                                       // 0000000058E8: 7E060204
	global_store_dword v1, v3, s[2:3] offset:2304              // 0000000058EC: DC708900 00020301
	s_waitcnt lgkmcnt(2)                                       // 0000000058F4: BF8CC27F
	global_store_dword v1, v9, s[2:3] offset:1536              // 0000000058F8: DC708600 00020901
	s_waitcnt lgkmcnt(1)                                       // 000000005900: BF8CC17F
	global_store_dword v1, v11, s[2:3] offset:1792             // 000000005904: DC708700 00020B01
	s_waitcnt lgkmcnt(0)                                       // 00000000590C: BF8CC07F
	global_store_dword v1, v12, s[2:3] offset:2048             // 000000005910: DC708800 00020C01
	global_load_dword v3, v10, s[0:1]                          // 000000005918: DC508000 0300000A
	v_mov_b32_e32 v4, 0x7020c00                                // 000000005920: 7E0802FF 07020C00
	v_and_or_b32 v0, v0, 3, v4                                 // 000000005928: D2010000 04110700
	v_and_b32_e32 v4, 1, v2                                    // 000000005930: 26080481
	v_cmp_ne_u32_e32 vcc, 0, v4                                // 000000005934: 7D9A0880
	s_xor_b32 s0, vcc_hi, vcc_lo                               // 000000005938: 88006A6B
	v_mov_b32_e32 v4, s0                                       // 00000000593C: 7E080200
	s_waitcnt vmcnt(0)                                         // 000000005940: BF8C0F70
	v_perm_b32 v0, v2, v3, v0                                  // 000000005944: D1ED0000 04020702
	global_store_dword v1, v0, s[2:3] offset:2816              // 00000000594C: DC708B00 00020001
	global_store_dword v1, v4, s[2:3] offset:3072              // 000000005954: DC708C00 00020401
	s_endpgm                                                   // 00000000595C: BF810000
	s_nop 0                                                    // 000000005960: BF800000
	s_nop 0                                                    // 000000005964: BF800000
	s_nop 0                                                    // 000000005968: BF800000
	s_nop 0                                                    // 00000000596C: BF800000
	s_nop 0                                                    // 000000005970: BF800000
	s_nop 0                                                    // 000000005974: BF800000
	s_nop 0                                                    // 000000005978: BF800000
	s_nop 0                                                    // 00000000597C: BF800000
	s_nop 0                                                    // 000000005980: BF800000
	s_nop 0                                                    // 000000005984: BF800000
	s_nop 0                                                    // 000000005988: BF800000
	s_nop 0                                                    // 00000000598C: BF800000
	s_nop 0                                                    // 000000005990: BF800000
	s_nop 0                                                    // 000000005994: BF800000
	s_nop 0                                                    // 000000005998: BF800000
	s_nop 0                                                    // 00000000599C: BF800000
	s_nop 0                                                    // 0000000059A0: BF800000
	s_nop 0                                                    // 0000000059A4: BF800000
	s_nop 0                                                    // 0000000059A8: BF800000
	s_nop 0                                                    // 0000000059AC: BF800000
	s_nop 0                                                    // 0000000059B0: BF800000
	s_nop 0                                                    // 0000000059B4: BF800000
	s_nop 0                                                    // 0000000059B8: BF800000
	s_nop 0                                                    // 0000000059BC: BF800000
	s_nop 0                                                    // 0000000059C0: BF800000
	s_nop 0                                                    // 0000000059C4: BF800000
	s_nop 0                                                    // 0000000059C8: BF800000
	s_nop 0                                                    // 0000000059CC: BF800000
	s_nop 0                                                    // 0000000059D0: BF800000
	s_nop 0                                                    // 0000000059D4: BF800000
	s_nop 0                                                    // 0000000059D8: BF800000
	s_nop 0                                                    // 0000000059DC: BF800000
	s_nop 0                                                    // 0000000059E0: BF800000
	s_nop 0                                                    // 0000000059E4: BF800000
	s_nop 0                                                    // 0000000059E8: BF800000
	s_nop 0                                                    // 0000000059EC: BF800000
	s_nop 0                                                    // 0000000059F0: BF800000
	s_nop 0                                                    // 0000000059F4: BF800000
	s_nop 0                                                    // 0000000059F8: BF800000
	s_nop 0                                                    // 0000000059FC: BF800000

0000000000005a00 <packed>:
	s_load_dwordx8 s[4:11], s[0:1], 0x0                        // 000000005A00: C00E0100 00000000
	v_lshlrev_b32_e32 v1, 3, v0                                // 000000005A08: 24020083
	s_mov_b32 s0, 1.0                                          // 000000005A0C: BE8000F2
	s_mov_b32 s1, 0x40400000                                   // 000000005A10: BE8100FF 40400000
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000005A18: 24000082
	s_waitcnt lgkmcnt(0)                                       // 000000005A1C: BF8CC07F
	global_load_dwordx2 v[2:3], v1, s[4:5]                     // 000000005A20: DC548000 02040001
	s_waitcnt vmcnt(0)                                         // 000000005A28: BF8C0F70
	v_pk_fma_f32 v[2:3], v[2:3], 2.0, 1.0 op_sel_hi:[1,0,0]    // 000000005A2C: D3B00002 0BC9E902
	global_store_dwordx2 v1, v[2:3], s[8:9]                    // 000000005A34: DC748000 00080201
	global_load_dwordx2 v[2:3], v1, s[4:5]                     // 000000005A3C: DC548000 02040001
	s_waitcnt vmcnt(0)                                         // 000000005A44: BF8C0F70
	v_pk_add_f32 v[2:3], v[2:3], s[0:1]                        // 000000005A48: D3B24002 18000102
	global_store_dwordx2 v1, v[2:3], s[8:9] offset:512         // 000000005A50: DC748200 00080201
	global_load_dword v1, v0, s[6:7]                           // 000000005A58: DC508000 01060000
	s_mov_b32 s0, 0x40003c00                                   // 000000005A60: BE8000FF 40003C00
	s_waitcnt vmcnt(0)                                         // 000000005A68: BF8C0F70
	v_pk_fma_f16 v1, v1, s0, 0.5 op_sel_hi:[1,1,0]             // 000000005A6C: D38E0001 1BC00101
	global_store_dword v0, v1, s[10:11]                        // 000000005A74: DC708000 000A0100
	global_load_dword v1, v0, s[6:7]                           // 000000005A7C: DC508000 01060000
	s_waitcnt vmcnt(0)                                         // 000000005A84: BF8C0F70
	v_pk_mul_f16 v1, v1, v1 op_sel:[0,1] op_sel_hi:[1,0]       // 000000005A88: D3905001 08020301
	global_store_dword v0, v1, s[10:11] offset:256             // 000000005A90: DC708100 000A0100
	s_endpgm                                                   // 000000005A98: BF810000

0000000000005a9c <_Z6lookupPKii>:
	s_waitcnt vmcnt(0) expcnt(0) lgkmcnt(0)                    // 000000005A9C: BF8C0000
	v_mov_b32_e32 v3, 0                                        // 000000005AA0: 7E060280
	v_lshl_add_u64 v[0:1], v[2:3], 2, v[0:1]                   // 000000005AA4: D2080000 04010502
	v_cmp_ne_u64_e32 vcc, 0, v[0:1]                            // 000000005AAC: 7DDA0080
	s_nop 1                                                    // 000000005AB0: BF800001
	v_cndmask_b32_e32 v0, -1, v0, vcc                          // 000000005AB4: 000000C1
	scratch_load_dword v0, v0, off                             // 000000005AB8: DC506000 007F0000
	s_waitcnt vmcnt(0)                                         // 000000005AC0: BF8C0F70
	v_cvt_f32_i32_e32 v0, v0                                   // 000000005AC4: 7E000B00
	v_mul_f32_e32 v0, 0.5, v0                                  // 000000005AC8: 0A0000F0
	s_setpc_b64 s[30:31]                                       // 000000005ACC: BE801D1E
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

0000000000005b00 <scratch>:
	s_load_dwordx4 s[0:3], s[0:1], 0x0                         // 000000005B00: C00A0000 00000000
	v_lshlrev_b32_e32 v44, 2, v0                               // 000000005B08: 24580082
	v_mov_b32_e32 v4, 0                                        // 000000005B0C: 7E080280
	s_getpc_b64 s[4:5]                                         // 000000005B10: BE841C00
	s_add_u32 s4, s4, 0xffffff88                               // 000000005B14: 8004FF04 FFFFFF88
	s_addc_u32 s5, s5, -1                                      // 000000005B1C: 8205FF05 FFFFFFFF
	v_mov_b32_e32 v0, 0                                        // 000000005B24: 7E000280
	s_waitcnt lgkmcnt(0)                                       // 000000005B28: BF8CC07F
	global_load_dword v5, v44, s[0:1]                          // 000000005B2C: DC508000 0500002C
	s_mov_b64 s[0:1], src_private_base                         // 000000005B34: BE8001ED
	v_mov_b32_e32 v1, s1                                       // 000000005B38: 7E020201
	s_movk_i32 s32, 0xb0                                       // 000000005B3C: B02000B0
	s_waitcnt vmcnt(0)                                         // 000000005B40: BF8C0F70
	v_lshlrev_b32_e32 v6, 1, v5                                // 000000005B44: 240C0A81
	v_lshl_add_u32 v7, v5, 1, v5                               // 000000005B48: D1FD0007 04150305
	v_and_b32_e32 v2, 31, v5                                   // 000000005B50: 26040A9F
	v_lshlrev_b32_e32 v8, 2, v5                                // 000000005B54: 24100A82
	v_lshl_add_u32 v9, v5, 2, v5                               // 000000005B58: D1FD0009 04150505
	v_mul_lo_u32 v11, v5, 7                                    // 000000005B60: D285000B 00010F05
	v_mul_lo_u32 v10, v5, 6                                    // 000000005B68: D285000A 00010D05
	v_lshlrev_b32_e32 v12, 3, v5                               // 000000005B70: 24180A83
	v_lshl_add_u32 v13, v5, 3, v5                              // 000000005B74: D1FD000D 04150705
	v_mul_lo_u32 v15, v5, 11                                   // 000000005B7C: D285000F 00011705
	v_mul_lo_u32 v14, v5, 10                                   // 000000005B84: D285000E 00011505
	v_mul_lo_u32 v17, v5, 13                                   // 000000005B8C: D2850011 00011B05
	v_mul_lo_u32 v16, v5, 12                                   // 000000005B94: D2850010 00011905
	v_mul_lo_u32 v19, v5, 15                                   // 000000005B9C: D2850013 00011F05
	v_mul_lo_u32 v18, v5, 14                                   // 000000005BA4: D2850012 00011D05
	v_lshlrev_b32_e32 v20, 4, v5                               // 000000005BAC: 24280A84
	v_lshl_add_u32 v21, v5, 4, v5                              // 000000005BB0: D1FD0015 04150905
	v_mul_lo_u32 v23, v5, 19                                   // 000000005BB8: D2850017 00012705
	v_mul_lo_u32 v22, v5, 18                                   // 000000005BC0: D2850016 00012505
	v_mul_lo_u32 v25, v5, 21                                   // 000000005BC8: D2850019 00012B05
	v_mul_lo_u32 v24, v5, 20                                   // 000000005BD0: D2850018 00012905
	v_mul_lo_u32 v27, v5, 23                                   // 000000005BD8: D285001B 00012F05
	v_mul_lo_u32 v26, v5, 22                                   // 000000005BE0: D285001A 00012D05
	v_mul_lo_u32 v29, v5, 25                                   // 000000005BE8: D285001D 00013305
	v_mul_lo_u32 v28, v5, 24                                   // 000000005BF0: D285001C 00013105
	v_mul_lo_u32 v31, v5, 27                                   // 000000005BF8: D285001F 00013705
	v_mul_lo_u32 v30, v5, 26                                   // 000000005C00: D285001E 00013505
	v_mul_lo_u32 v33, v5, 29                                   // 000000005C08: D2850021 00013B05
	v_mul_lo_u32 v32, v5, 28                                   // 000000005C10: D2850020 00013905
	v_mul_lo_u32 v35, v5, 31                                   // 000000005C18: D2850023 00013F05
	v_mul_lo_u32 v34, v5, 30                                   // 000000005C20: D2850022 00013D05
	v_lshlrev_b32_e32 v36, 5, v5                               // 000000005C28: 24480A85
	v_lshl_add_u32 v37, v5, 5, v5                              // 000000005C2C: D1FD0025 04150B05
	v_mul_lo_u32 v39, v5, 35                                   // 000000005C34: D2850027 00014705
	v_mul_lo_u32 v38, v5, 34                                   // 000000005C3C: D2850026 00014505
	v_mul_lo_u32 v41, v5, 37                                   // 000000005C44: D2850029 00014B05
	v_mul_lo_u32 v40, v5, 36                                   // 000000005C4C: D2850028 00014905
	v_mul_lo_u32 v43, v5, 39                                   // 000000005C54: D285002B 00014F05
	v_mul_lo_u32 v42, v5, 38                                   // 000000005C5C: D285002A 00014D05
	scratch_store_dwordx4 off, v[4:7], off                     // 000000005C64: DC7C4000 007F0400
	scratch_store_dwordx4 off, v[8:11], off offset:16          // 000000005C6C: DC7C4010 007F0800
	scratch_store_dwordx4 off, v[12:15], off offset:32         // 000000005C74: DC7C4020 007F0C00
	scratch_store_dwordx4 off, v[16:19], off offset:48         // 000000005C7C: DC7C4030 007F1000
	scratch_store_dwordx4 off, v[20:23], off offset:64         // 000000005C84: DC7C4040 007F1400
	scratch_store_dwordx4 off, v[24:27], off offset:80         // 000000005C8C: DC7C4050 007F1800
	scratch_store_dwordx4 off, v[28:31], off offset:96         // 000000005C94: DC7C4060 007F1C00
	scratch_store_dwordx4 off, v[32:35], off offset:112        // 000000005C9C: DC7C4070 007F2000
	scratch_store_dwordx4 off, v[36:39], off offset:128        // 000000005CA4: DC7C4080 007F2400
	scratch_store_dwordx4 off, v[40:43], off offset:144        // 000000005CAC: DC7C4090 007F2800
	s_swappc_b64 s[30:31], s[4:5]                              // 000000005CB4: BE9E1E04
	global_store_dword v44, v0, s[2:3]                         // 000000005CB8: DC708000 0002002C
	s_endpgm                                                   // 000000005CC0: BF810000
	s_nop 0                                                    // 000000005CC4: BF800000
	s_nop 0                                                    // 000000005CC8: BF800000
	s_nop 0                                                    // 000000005CCC: BF800000
	s_nop 0                                                    // 000000005CD0: BF800000
	s_nop 0                                                    // 000000005CD4: BF800000
	s_nop 0                                                    // 000000005CD8: BF800000
	s_nop 0                                                    // 000000005CDC: BF800000
	s_nop 0                                                    // 000000005CE0: BF800000
	s_nop 0                                                    // 000000005CE4: BF800000
	s_nop 0                                                    // 000000005CE8: BF800000
	s_nop 0                                                    // 000000005CEC: BF800000
	s_nop 0                                                    // 000000005CF0: BF800000
	s_nop 0                                                    // 000000005CF4: BF800000
	s_nop 0                                                    // 000000005CF8: BF800000
	s_nop 0                                                    // 000000005CFC: BF800000

0000000000005d00 <integers>:
	s_load_dwordx4 s[4:7], s[0:1], 0x0                         // 000000005D00: C00A0100 00000000
	s_load_dwordx2 s[8:9], s[0:1], 0x10                        // 000000005D08: C0060200 00000010
	v_lshlrev_b32_e32 v2, 3, v0                                // 000000005D10: 24040083
	s_load_dword s10, s[0:1], 0x18                             // 000000005D14: C0020280 00000018
	v_mov_b64_e32 v[12:13], 0                                  // 000000005D1C: 7E187080
	s_waitcnt lgkmcnt(0)                                       // 000000005D20: BF8CC07F
	global_load_dwordx2 v[4:5], v2, s[4:5]                     // 000000005D24: DC548000 04040002
	global_load_dwordx2 v[6:7], v2, s[6:7]                     // 000000005D2C: DC548000 06060002
	s_ashr_i32 s11, s10, 31                                    // 000000005D34: 900B9F0A
	s_add_i32 s0, s10, s10                                     // 000000005D38: 81000A0A
	v_add_u32_e32 v0, s0, v0                                   // 000000005D3C: 68000000
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000005D40: 2202009F
	s_waitcnt vmcnt(0)                                         // 000000005D44: BF8C0F70
	v_lshl_add_u64 v[4:5], v[6:7], 0, v[4:5]                   // 000000005D48: D2080004 04110106
	global_store_dwordx2 v2, v[4:5], s[8:9]                    // 000000005D50: DC748000 00080402
	global_load_dwordx2 v[6:7], v2, s[4:5]                     // 000000005D58: DC548000 06040002
	global_load_dwordx2 v[8:9], v2, s[6:7]                     // 000000005D60: DC548000 08060002
	v_mov_b32_e32 v4, 0                                        // 000000005D68: 7E080280
	v_mov_b32_e32 v3, v4                                       // 000000005D6C: 7E060304
	v_lshl_add_u64 v[10:11], s[8:9], 0, v[2:3]                 // 000000005D70: D208000A 04090008
	v_lshl_add_u64 v[10:11], s[10:11], 3, v[10:11]             // 000000005D78: D208000A 0429060A
	s_waitcnt vmcnt(0)                                         // 000000005D80: BF8C0F70
	v_sub_co_u32_e32 v6, vcc, v6, v8                           // 000000005D84: 340C1106
	s_nop 1                                                    // 000000005D88: BF800001
	v_subb_co_u32_e32 v7, vcc, v7, v9, vcc                     // 000000005D8C: 3A0E1307
	global_store_dwordx2 v[10:11], v[6:7], off                 // 000000005D90: DC748000 007F060A
	global_load_dwordx2 v[6:7], v2, s[4:5]                     // 000000005D98: DC548000 06040002
	s_nop 0                                                    // 000000005DA0: BF800000
	global_load_dwordx2 v[8:9], v2, s[6:7]                     // 000000005DA4: DC548000 08060002
	v_lshl_add_u64 v[10:11], v[0:1], 3, s[8:9]                 // 000000005DAC: D208000A 00210700
	s_waitcnt vmcnt(0)                                         // 000000005DB4: BF8C0F70
	v_mul_lo_u32 v1, v9, v6                                    // 000000005DB8: D2850001 00020D09
	v_mul_lo_u32 v5, v8, v7                                    // 000000005DC0: D2850005 00020F08
	v_mad_u64_u32 v[6:7], s[0:1], v8, v6, 0                    // 000000005DC8: D1E80006 02020D08
	v_add3_u32 v7, v7, v5, v1                                  // 000000005DD0: D1FF0007 04060B07
	global_store_dwordx2 v[10:11], v[6:7], off                 // 000000005DD8: DC748000 007F060A
	global_load_dwordx2 v[8:9], v2, s[4:5]                     // 000000005DE0: DC548000 08040002
	global_load_dword v5, v2, s[6:7]                           // 000000005DE8: DC508000 05060002
	v_add_u32_e32 v6, s10, v0                                  // 000000005DF0: 680C000A
	v_ashrrev_i32_e32 v7, 31, v6                               // 000000005DF4: 220E0C9F
	s_waitcnt vmcnt(0)                                         // 000000005DF8: BF8C0F70
	v_lshlrev_b64 v[0:1], v5, v[8:9]                           // 000000005DFC: D28F0000 00021105
	v_and_b32_e32 v5, 31, v5                                   // 000000005E04: 260A0A9F
	v_ashrrev_i64 v[8:9], v5, v[8:9]                           // 000000005E08: D2910008 00021105
	v_xor_b32_e32 v1, v1, v9                                   // 000000005E10: 2A021301
	v_xor_b32_e32 v0, v0, v8                                   // 000000005E14: 2A001100
	v_lshl_add_u64 v[8:9], v[6:7], 3, s[8:9]                   // 000000005E18: D2080008 00210706
	global_store_dwordx2 v[8:9], v[0:1], off                   // 000000005E20: DC748000 007F0008
	global_load_dwordx2 v[10:11], v2, s[6:7]                   // 000000005E28: DC548000 0A060002
	v_lshl_add_u64 v[0:1], s[4:5], 0, v[2:3]                   // 000000005E30: D2080000 04090004
	v_lshl_add_u64 v[2:3], s[6:7], 0, v[2:3]                   // 000000005E38: D2080002 04090006
	s_waitcnt vmcnt(0)                                         // 000000005E40: BF8C0F70
	v_cmp_ne_u64_e32 vcc, 0, v[10:11]                          // 000000005E44: 7DDA1480
	s_and_saveexec_b64 s[2:3], vcc                             // 000000005E48: BE82206A
	s_cbranch_execz 200                                        // 000000005E4C: BF8800C8 <integers+0x470>
	global_load_dwordx2 v[8:9], v[0:1], off                    // 000000005E50: DC548000 087F0000
	s_waitcnt vmcnt(0)                                         // 000000005E58: BF8C0F70
	v_or_b32_e32 v5, v9, v11                                   // 000000005E5C: 280A1709
	v_cmp_ne_u64_e32 vcc, 0, v[4:5]                            // 000000005E60: 7DDA0880
	s_and_saveexec_b64 s[0:1], vcc                             // 000000005E64: BE80206A
	s_xor_b64 s[4:5], exec, s[0:1]                             // 000000005E68: 8884007E
	s_cbranch_execz 161                                        // 000000005E6C: BF8800A1 <integers+0x3f4>
	v_ashrrev_i32_e32 v12, 31, v11                             // 000000005E70: 2218169F
	v_mov_b32_e32 v13, v12                                     // 000000005E74: 7E1A030C
	v_lshl_add_u64 v[10:11], v[10:11], 0, v[12:13]             // 000000005E78: D208000A 0431010A
	v_xor_b32_e32 v5, v11, v12                                 // 000000005E80: 2A0A190B
	v_xor_b32_e32 v7, v10, v12                                 // 000000005E84: 2A0E190A
	v_cvt_f32_u32_e32 v10, v7                                  // 000000005E88: 7E140D07
	v_cvt_f32_u32_e32 v11, v5                                  // 000000005E8C: 7E160D05
	v_sub_co_u32_e32 v20, vcc, 0, v7                           // 000000005E90: 34280E80
	v_mov_b32_e32 v17, 0                                       // 000000005E94: 7E220280
	v_fmamk_f32 v10, v11, 0x4f800000, v10                      // 000000005E98: 2E14150B 4F800000
	v_rcp_f32_e32 v10, v10                                     // 000000005EA0: 7E14450A
	v_subb_co_u32_e32 v21, vcc, 0, v5, vcc                     // 000000005EA4: 3A2A0A80
	v_mul_f32_e32 v10, 0x5f7ffffc, v10                         // 000000005EA8: 0A1414FF 5F7FFFFC
	v_mul_f32_e32 v11, 0x2f800000, v10                         // 000000005EB0: 0A1614FF 2F800000
	v_trunc_f32_e32 v11, v11                                   // 000000005EB8: 7E16390B
	v_fmamk_f32 v10, v11, 0xcf800000, v10                      // 000000005EBC: 2E14150B CF800000
	v_cvt_u32_f32_e32 v13, v10                                 // 000000005EC4: 7E1A0F0A
	v_cvt_u32_f32_e32 v22, v11                                 // 000000005EC8: 7E2C0F0B
	v_mul_lo_u32 v14, v21, v13                                 // 000000005ECC: D285000E 00021B15
	v_mad_u64_u32 v[10:11], s[0:1], v20, v13, 0                // 000000005ED4: D1E8000A 02021B14
	v_mul_lo_u32 v15, v20, v22                                 // 000000005EDC: D285000F 00022D14
	v_add3_u32 v11, v11, v15, v14                              // 000000005EE4: D1FF000B 043A1F0B
	v_mad_u64_u32 v[14:15], s[0:1], v13, v11, 0                // 000000005EEC: D1E8000E 0202170D
	v_mul_hi_u32 v16, v13, v10                                 // 000000005EF4: D2860010 0002150D
	v_lshl_add_u64 v[14:15], v[16:17], 0, v[14:15]             // 000000005EFC: D208000E 04390110
	v_mad_u64_u32 v[18:19], s[0:1], v22, v11, 0                // 000000005F04: D1E80012 02021716
	v_mad_u64_u32 v[10:11], s[0:1], v22, v10, 0                // 000000005F0C: D1E8000A 02021516
	v_add_co_u32_e32 v10, vcc, v14, v10                        // 000000005F14: 3214150E
	s_nop 1                                                    // 000000005F18: BF800001
	v_addc_co_u32_e32 v16, vcc, v15, v11, vcc                  // 000000005F1C: 3820170F
	s_nop 1                                                    // 000000005F20: BF800001
	v_addc_co_u32_e32 v19, vcc, 0, v19, vcc                    // 000000005F24: 38262680
	v_lshl_add_u64 v[10:11], v[16:17], 0, v[18:19]             // 000000005F28: D208000A 04490110
	v_add_co_u32_e32 v13, vcc, v13, v10                        // 000000005F30: 321A150D
	v_mul_lo_u32 v15, v21, v13                                 // 000000005F34: D285000F 00021B15
	s_nop 0                                                    // 000000005F3C: BF800000
	v_addc_co_u32_e32 v22, vcc, v22, v11, vcc                  // 000000005F40: 382C1716
	v_mul_lo_u32 v14, v20, v22                                 // 000000005F44: D285000E 00022D14
	v_mad_u64_u32 v[10:11], s[0:1], v20, v13, 0                // 000000005F4C: D1E8000A 02021B14
	v_add3_u32 v11, v11, v14, v15                              // 000000005F54: D1FF000B 043E1D0B
	v_mad_u64_u32 v[20:21], s[0:1], v13, v11, 0                // 000000005F5C: D1E80014 0202170D
	v_mul_hi_u32 v16, v13, v10                                 // 000000005F64: D2860010 0002150D
	v_mad_u64_u32 v[14:15], s[0:1], v22, v11, 0                // 000000005F6C: D1E8000E 02021716
	v_mad_u64_u32 v[18:19], s[0:1], v22, v10, 0                // 000000005F74: D1E80012 02021516
	v_lshl_add_u64 v[10:11], v[16:17], 0, v[20:21]             // 000000005F7C: D208000A 04510110
	v_add_co_u32_e32 v10, vcc, v10, v18                        // 000000005F84: 3214250A
	s_nop 1                                                    // 000000005F88: BF800001
	v_addc_co_u32_e32 v16, vcc, v11, v19, vcc                  // 000000005F8C: 3820270B
	s_nop 1                                                    // 000000005F90: BF800001
	v_addc_co_u32_e32 v15, vcc, 0, v15, vcc                    // 000000005F94: 381E1E80
	v_lshl_add_u64 v[10:11], v[16:17], 0, v[14:15]             // 000000005F98: D208000A 04390110
	v_add_co_u32_e32 v13, vcc, v13, v10                        // 000000005FA0: 321A150D
	v_ashrrev_i32_e32 v10, 31, v9                              // 000000005FA4: 2214129F
	s_nop 0                                                    // 000000005FA8: BF800000
	v_addc_co_u32_e32 v14, vcc, v22, v11, vcc                  // 000000005FAC: 381C1716
	v_mov_b32_e32 v11, v10                                     // 000000005FB0: 7E16030A
	v_lshl_add_u64 v[8:9], v[8:9], 0, v[10:11]                 // 000000005FB4: D2080008 04290108
	v_xor_b32_e32 v20, v8, v10                                 // 000000005FBC: 2A281508
	v_xor_b32_e32 v11, v9, v10                                 // 000000005FC0: 2A161509
	v_mad_u64_u32 v[8:9], s[0:1], v20, v14, 0                  // 000000005FC4: D1E80008 02021D14
	v_mul_hi_u32 v16, v20, v13                                 // 000000005FCC: D2860010 00021B14
	v_lshl_add_u64 v[8:9], v[16:17], 0, v[8:9]                 // 000000005FD4: D2080008 04210110
	v_mad_u64_u32 v[18:19], s[0:1], v11, v13, 0                // 000000005FDC: D1E80012 02021B0B
	v_add_co_u32_e32 v8, vcc, v8, v18                          // 000000005FE4: 32102508
	v_mad_u64_u32 v[14:15], s[0:1], v11, v14, 0                // 000000005FE8: D1E8000E 02021D0B
	s_nop 0                                                    // 000000005FF0: BF800000
	v_addc_co_u32_e32 v16, vcc, v9, v19, vcc                   // 000000005FF4: 38202709
	s_nop 1                                                    // 000000005FF8: BF800001
	v_addc_co_u32_e32 v15, vcc, 0, v15, vcc                    // 000000005FFC: 381E1E80
	v_lshl_add_u64 v[8:9], v[16:17], 0, v[14:15]               // 000000006000: D2080008 04390110
	v_mul_lo_u32 v13, v5, v8                                   // 000000006008: D285000D 00021105
	v_mul_lo_u32 v16, v7, v9                                   // 000000006010: D2850010 00021307
	v_mad_u64_u32 v[14:15], s[0:1], v7, v8, 0                  // 000000006018: D1E8000E 02021107
	v_add3_u32 v13, v15, v16, v13                              // 000000006020: D1FF000D 0436210F
	v_sub_u32_e32 v15, v11, v13                                // 000000006028: 6A1E1B0B
	v_sub_co_u32_e32 v18, vcc, v20, v14                        // 00000000602C: 34241D14
	s_nop 1                                                    // 000000006030: BF800001
	v_subb_co_u32_e64 v14, s[0:1], v15, v5, vcc                // 000000006034: D11D000E 01AA0B0F
	v_sub_co_u32_e64 v15, s[0:1], v18, v7                      // 00000000603C: D11A000F 00020F12
	v_subb_co_u32_e32 v11, vcc, v11, v13, vcc                  // 000000006044: 3A161B0B
	s_nop 0                                                    // 000000006048: BF800000
	v_subbrev_co_u32_e64 v14, s[0:1], 0, v14, s[0:1]           // 00000000604C: D11E000E 00021C80
	v_cmp_ge_u32_e64 s[0:1], v14, v5                           // 000000006054: D0CE0000 00020B0E
	v_cmp_ge_u32_e32 vcc, v11, v5                              // 00000000605C: 7D9C0B0B
	s_nop 0                                                    // 000000006060: BF800000
	v_cndmask_b32_e64 v16, 0, -1, s[0:1]                       // 000000006064: D1000010 00018280
	v_cmp_ge_u32_e64 s[0:1], v15, v7                           // 00000000606C: D0CE0000 00020F0F
	v_cndmask_b32_e64 v13, 0, -1, vcc                          // 000000006074: D100000D 01A98280
	v_cmp_ge_u32_e32 vcc, v18, v7                              // 00000000607C: 7D9C0F12
	v_cndmask_b32_e64 v15, 0, -1, s[0:1]                       // 000000006080: D100000F 00018280
	v_cmp_eq_u32_e64 s[0:1], v14, v5                           // 000000006088: D0CA0000 00020B0E
	v_cndmask_b32_e64 v7, 0, -1, vcc                           // 000000006090: D1000007 01A98280
	v_cmp_eq_u32_e32 vcc, v11, v5                              // 000000006098: 7D940B0B
	v_cndmask_b32_e64 v19, v16, v15, s[0:1]                    // 00000000609C: D1000013 00021F10
	v_lshl_add_u64 v[14:15], v[8:9], 0, 2                      // 0000000060A4: D208000E 02090108
	v_lshl_add_u64 v[16:17], v[8:9], 0, 1                      // 0000000060AC: D2080010 02050108
	v_cmp_ne_u32_e64 s[0:1], 0, v19                            // 0000000060B4: D0CD0000 00022680
	v_cndmask_b32_e32 v5, v13, v7, vcc                         // 0000000060BC: 000A0F0D
	v_cmp_ne_u32_e32 vcc, 0, v5                                // 0000000060C0: 7D9A0A80
	v_cndmask_b32_e64 v7, v16, v14, s[0:1]                     // 0000000060C4: D1000007 00021D10
	v_cndmask_b32_e64 v15, v17, v15, s[0:1]                    // 0000000060CC: D100000F 00021F11
	v_cndmask_b32_e32 v7, v8, v7, vcc                          // 0000000060D4: 000E0F08
	v_xor_b32_e32 v8, v10, v12                                 // 0000000060D8: 2A10190A
	v_cndmask_b32_e32 v5, v9, v15, vcc                         // 0000000060DC: 000A1F09
	v_xor_b32_e32 v7, v7, v8                                   // 0000000060E0: 2A0E1107
	v_xor_b32_e32 v5, v5, v8                                   // 0000000060E4: 2A0A1105
	v_sub_co_u32_e32 v12, vcc, v7, v8                          // 0000000060E8: 34181107
	s_nop 1                                                    // 0000000060EC: BF800001
	v_subb_co_u32_e32 v13, vcc, v5, v8, vcc                    // 0000000060F0: 3A1A1105
	s_andn2_saveexec_b64 s[0:1], s[4:5]                        // 0000000060F4: BE802304
	s_cbranch_execz 28                                         // 0000000060F8: BF88001C <integers+0x46c>
	v_cvt_f32_u32_e32 v5, v10                                  // 0000000060FC: 7E0A0D0A
	v_sub_u32_e32 v7, 0, v10                                   // 000000006100: 6A0E1480
	v_mov_b32_e32 v13, 0                                       // 000000006104: 7E1A0280
	v_rcp_iflag_f32_e32 v5, v5                                 // 000000006108: 7E0A4705
	s_nop 0                                                    // 00000000610C: BF800000
	v_mul_f32_e32 v5, 0x4f7ffffe, v5                           // 000000006110: 0A0A0AFF 4F7FFFFE
	v_cvt_u32_f32_e32 v5, v5                                   // 000000006118: 7E0A0F05
	v_mul_lo_u32 v7, v7, v5                                    // 00000000611C: D2850007 00020B07
	v_mul_hi_u32 v7, v5, v7                                    // 000000006124: D2860007 00020F05
	v_add_u32_e32 v5, v5, v7                                   // 00000000612C: 680A0F05
	v_mul_hi_u32 v5, v8, v5                                    // 000000006130: D2860005 00020B08
	v_mul_lo_u32 v7, v5, v10                                   // 000000006138: D2850007 00021505
	v_sub_u32_e32 v7, v8, v7                                   // 000000006140: 6A0E0F08
	v_add_u32_e32 v9, 1, v5                                    // 000000006144: 68120A81
	v_sub_u32_e32 v8, v7, v10                                  // 000000006148: 6A101507
	v_cmp_ge_u32_e32 vcc, v7, v10                              // 00000000614C: 7D9C1507
	s_nop 1                                                    // 000000006150: BF800001
	v_cndmask_b32_e32 v7, v7, v8, vcc                          // 000000006154: 000E1107
	v_cndmask_b32_e32 v5, v5, v9, vcc                          // 000000006158: 000A1305
	v_add_u32_e32 v8, 1, v5                                    // 00000000615C: 68100A81
	v_cmp_ge_u32_e32 vcc, v7, v10                              // 000000006160: 7D9C1507
	s_nop 1                                                    // 000000006164: BF800001
	v_cndmask_b32_e32 v12, v5, v8, vcc                         // 000000006168: 00181105
	s_or_b64 exec, exec, s[0:1]                                // 00000000616C: 87FE007E
	s_or_b64 exec, exec, s[2:3]                                // 000000006170: 87FE027E
	v_add_u32_e32 v6, s10, v6                                  // 000000006174: 680C0C0A
	v_ashrrev_i32_e32 v7, 31, v6                               // 000000006178: 220E0C9F
	v_lshl_add_u64 v[8:9], v[6:7], 3, s[8:9]                   // 00000000617C: D2080008 00210706
	global_store_dwordx2 v[8:9], v[12:13], off                 // 000000006184: DC748000 007F0C08
	global_load_dwordx2 v[10:11], v[2:3], off                  // 00000000618C: DC548000 0A7F0002
	s_nop 0                                                    // 000000006194: BF800000
	global_load_dwordx2 v[8:9], v[0:1], off                    // 000000006198: DC548000 087F0000
	s_waitcnt vmcnt(1)                                         // 0000000061A0: BF8C0F71
	v_or_b32_e32 v7, 1, v10                                    // 0000000061A4: 280E1481
	s_waitcnt vmcnt(0)                                         // 0000000061A8: BF8C0F70
	v_or_b32_e32 v5, v9, v11                                   // 0000000061AC: 280A1709
	v_cmp_ne_u64_e32 vcc, 0, v[4:5]                            // 0000000061B0: 7DDA0880
	s_and_saveexec_b64 s[0:1], vcc                             // 0000000061B4: BE80206A
	s_xor_b64 s[4:5], exec, s[0:1]                             // 0000000061B8: 8884007E
	s_cbranch_execz 149                                        // 0000000061BC: BF880095 <integers+0x714>
	v_cvt_f32_u32_e32 v4, v7                                   // 0000000061C0: 7E080D07
	v_cvt_f32_u32_e32 v5, v11                                  // 0000000061C4: 7E0A0D0B
	v_sub_co_u32_e32 v19, vcc, 0, v7                           // 0000000061C8: 34260E80
	v_mov_b32_e32 v15, 0                                       // 0000000061CC: 7E1E0280
	v_fmamk_f32 v4, v5, 0x4f800000, v4                         // 0000000061D0: 2E080905 4F800000
	v_rcp_f32_e32 v4, v4                                       // 0000000061D8: 7E084504
	v_subb_co_u32_e32 v20, vcc, 0, v11, vcc                    // 0000000061DC: 3A281680
	v_mul_f32_e32 v4, 0x5f7ffffc, v4                           // 0000000061E0: 0A0808FF 5F7FFFFC
	v_mul_f32_e32 v5, 0x2f800000, v4                           // 0000000061E8: 0A0A08FF 2F800000
	v_trunc_f32_e32 v5, v5                                     // 0000000061F0: 7E0A3905
	v_fmamk_f32 v4, v5, 0xcf800000, v4                         // 0000000061F4: 2E080905 CF800000
	v_cvt_u32_f32_e32 v10, v5                                  // 0000000061FC: 7E140F05
	v_cvt_u32_f32_e32 v18, v4                                  // 000000006200: 7E240F04
	v_mul_lo_u32 v12, v19, v10                                 // 000000006204: D285000C 00021513
	v_mul_lo_u32 v13, v20, v18                                 // 00000000620C: D285000D 00022514
	v_mad_u64_u32 v[4:5], s[0:1], v19, v18, 0                  // 000000006214: D1E80004 02022513
	v_add3_u32 v5, v5, v12, v13                                // 00000000621C: D1FF0005 04361905
	v_mad_u64_u32 v[12:13], s[0:1], v18, v5, 0                 // 000000006224: D1E8000C 02020B12
	v_mul_hi_u32 v14, v18, v4                                  // 00000000622C: D286000E 00020912
	v_lshl_add_u64 v[12:13], v[14:15], 0, v[12:13]             // 000000006234: D208000C 0431010E
	v_mad_u64_u32 v[16:17], s[0:1], v10, v5, 0                 // 00000000623C: D1E80010 02020B0A
	v_mad_u64_u32 v[4:5], s[0:1], v10, v4, 0                   // 000000006244: D1E80004 0202090A
	v_add_co_u32_e32 v4, vcc, v12, v4                          // 00000000624C: 3208090C
	s_nop 1                                                    // 000000006250: BF800001
	v_addc_co_u32_e32 v14, vcc, v13, v5, vcc                   // 000000006254: 381C0B0D
	s_nop 1                                                    // 000000006258: BF800001
	v_addc_co_u32_e32 v17, vcc, 0, v17, vcc                    // 00000000625C: 38222280
	v_lshl_add_u64 v[4:5], v[14:15], 0, v[16:17]               // 000000006260: D2080004 0441010E
	v_add_co_u32_e32 v21, vcc, v18, v4                         // 000000006268: 322A0912
	v_mul_lo_u32 v13, v20, v21                                 // 00000000626C: D285000D 00022B14
	s_nop 0                                                    // 000000006274: BF800000
	v_addc_co_u32_e32 v10, vcc, v10, v5, vcc                   // 000000006278: 38140B0A
	v_mul_lo_u32 v12, v19, v10                                 // 00000000627C: D285000C 00021513
	v_mad_u64_u32 v[4:5], s[0:1], v19, v21, 0                  // 000000006284: D1E80004 02022B13
	v_add3_u32 v5, v5, v12, v13                                // 00000000628C: D1FF0005 04361905
	v_mad_u64_u32 v[18:19], s[0:1], v21, v5, 0                 // 000000006294: D1E80012 02020B15
	v_mul_hi_u32 v14, v21, v4                                  // 00000000629C: D286000E 00020915
	v_mad_u64_u32 v[12:13], s[0:1], v10, v5, 0                 // 0000000062A4: D1E8000C 02020B0A
	v_mad_u64_u32 v[16:17], s[0:1], v10, v4, 0                 // 0000000062AC: D1E80010 0202090A
	v_lshl_add_u64 v[4:5], v[14:15], 0, v[18:19]               // 0000000062B4: D2080004 0449010E
	v_add_co_u32_e32 v4, vcc, v4, v16                          // 0000000062BC: 32082104
	s_nop 1                                                    // 0000000062C0: BF800001
	v_addc_co_u32_e32 v14, vcc, v5, v17, vcc                   // 0000000062C4: 381C2305
	s_nop 1                                                    // 0000000062C8: BF800001
	v_addc_co_u32_e32 v13, vcc, 0, v13, vcc                    // 0000000062CC: 381A1A80
	v_lshl_add_u64 v[4:5], v[14:15], 0, v[12:13]               // 0000000062D0: D2080004 0431010E
	v_add_co_u32_e32 v16, vcc, v21, v4                         // 0000000062D8: 32200915
	v_mul_hi_u32 v14, v8, v16                                  // 0000000062DC: D286000E 00022108
	s_nop 0                                                    // 0000000062E4: BF800000
	v_addc_co_u32_e32 v10, vcc, v10, v5, vcc                   // 0000000062E8: 38140B0A
	v_mad_u64_u32 v[4:5], s[0:1], v8, v10, 0                   // 0000000062EC: D1E80004 02021508
	v_lshl_add_u64 v[4:5], v[14:15], 0, v[4:5]                 // 0000000062F4: D2080004 0411010E
	v_mad_u64_u32 v[16:17], s[0:1], v9, v16, 0                 // 0000000062FC: D1E80010 02022109
	v_add_co_u32_e32 v4, vcc, v4, v16                          // 000000006304: 32082104
	v_mad_u64_u32 v[12:13], s[0:1], v9, v10, 0                 // 000000006308: D1E8000C 02021509
	s_nop 0                                                    // 000000006310: BF800000
	v_addc_co_u32_e32 v14, vcc, v5, v17, vcc                   // 000000006314: 381C2305
	s_nop 1                                                    // 000000006318: BF800001
	v_addc_co_u32_e32 v13, vcc, 0, v13, vcc                    // 00000000631C: 381A1A80
	v_lshl_add_u64 v[4:5], v[14:15], 0, v[12:13]               // 000000006320: D2080004 0431010E
	v_mul_lo_u32 v10, v11, v4                                  // 000000006328: D285000A 0002090B
	v_mul_lo_u32 v12, v7, v5                                   // 000000006330: D285000C 00020B07
	v_mad_u64_u32 v[4:5], s[0:1], v7, v4, 0                    // 000000006338: D1E80004 02020907
	v_add3_u32 v5, v5, v12, v10                                // 000000006340: D1FF0005 042A1905
	v_sub_u32_e32 v10, v9, v5                                  // 000000006348: 6A140B09
	v_sub_co_u32_e32 v4, vcc, v8, v4                           // 00000000634C: 34080908
	s_nop 1                                                    // 000000006350: BF800001
	v_subb_co_u32_e64 v8, s[0:1], v10, v11, vcc                // 000000006354: D11D0008 01AA170A
	v_sub_co_u32_e64 v10, s[0:1], v4, v7                       // 00000000635C: D11A000A 00020F04
	v_subb_co_u32_e32 v5, vcc, v9, v5, vcc                     // 000000006364: 3A0A0B09
	s_nop 0                                                    // 000000006368: BF800000
	v_subbrev_co_u32_e64 v12, s[2:3], 0, v8, s[0:1]            // 00000000636C: D11E020C 00021080
	v_cmp_ge_u32_e64 s[2:3], v12, v11                          // 000000006374: D0CE0002 0002170C
	v_subb_co_u32_e64 v8, s[0:1], v8, v11, s[0:1]              // 00000000637C: D11D0008 00021708
	s_nop 0                                                    // 000000006384: BF800000
	v_cndmask_b32_e64 v13, 0, -1, s[2:3]                       // 000000006388: D100000D 00098280
	v_cmp_ge_u32_e64 s[2:3], v10, v7                           // 000000006390: D0CE0002 00020F0A
	v_cmp_ge_u32_e32 vcc, v5, v11                              // 000000006398: 7D9C1705
	s_nop 0                                                    // 00000000639C: BF800000
	v_cndmask_b32_e64 v14, 0, -1, s[2:3]                       // 0000000063A0: D100000E 00098280
	v_cmp_eq_u32_e64 s[2:3], v12, v11                          // 0000000063A8: D0CA0002 0002170C
	v_cndmask_b32_e64 v9, 0, -1, vcc                           // 0000000063B0: D1000009 01A98280
	v_cmp_ge_u32_e32 vcc, v4, v7                               // 0000000063B8: 7D9C0F04
	v_cndmask_b32_e64 v13, v13, v14, s[2:3]                    // 0000000063BC: D100000D 000A1D0D
	v_sub_co_u32_e64 v14, s[0:1], v10, v7                      // 0000000063C4: D11A000E 00020F0A
	v_cndmask_b32_e64 v7, 0, -1, vcc                           // 0000000063CC: D1000007 01A98280
	s_nop 0                                                    // 0000000063D4: BF800000
	v_subbrev_co_u32_e64 v8, s[0:1], 0, v8, s[0:1]             // 0000000063D8: D11E0008 00021080
	v_cmp_eq_u32_e32 vcc, v5, v11                              // 0000000063E0: 7D941705
	v_cmp_ne_u32_e64 s[0:1], 0, v13                            // 0000000063E4: D0CD0000 00021A80
	s_nop 0                                                    // 0000000063EC: BF800000
	v_cndmask_b32_e32 v7, v9, v7, vcc                          // 0000000063F0: 000E0F09
	v_cndmask_b32_e64 v8, v12, v8, s[0:1]                      // 0000000063F4: D1000008 0002110C
	v_cmp_ne_u32_e32 vcc, 0, v7                                // 0000000063FC: 7D9A0E80
	v_cndmask_b32_e64 v7, v10, v14, s[0:1]                     // 000000006400: D1000007 00021D0A
	s_nop 0                                                    // 000000006408: BF800000
	v_cndmask_b32_e32 v5, v5, v8, vcc                          // 00000000640C: 000A1105
	v_cndmask_b32_e32 v4, v4, v7, vcc                          // 000000006410: 00080F04
	s_andn2_saveexec_b64 s[0:1], s[4:5]                        // 000000006414: BE802304
	s_cbranch_execz 26                                         // 000000006418: BF88001A <integers+0x784>
	v_cvt_f32_u32_e32 v4, v7                                   // 00000000641C: 7E080D07
	v_sub_u32_e32 v5, 0, v7                                    // 000000006420: 6A0A0E80
	v_rcp_iflag_f32_e32 v4, v4                                 // 000000006424: 7E084704
	s_nop 0                                                    // 000000006428: BF800000
	v_mul_f32_e32 v4, 0x4f7ffffe, v4                           // 00000000642C: 0A0808FF 4F7FFFFE
	v_cvt_u32_f32_e32 v4, v4                                   // 000000006434: 7E080F04
	v_mul_lo_u32 v5, v5, v4                                    // 000000006438: D2850005 00020905
	v_mul_hi_u32 v5, v4, v5                                    // 000000006440: D2860005 00020B04
	v_add_u32_e32 v4, v4, v5                                   // 000000006448: 68080B04
	v_mul_hi_u32 v4, v8, v4                                    // 00000000644C: D2860004 00020908
	v_mul_lo_u32 v4, v4, v7                                    // 000000006454: D2850004 00020F04
	v_sub_u32_e32 v4, v8, v4                                   // 00000000645C: 6A080908
	v_sub_u32_e32 v5, v4, v7                                   // 000000006460: 6A0A0F04
	v_cmp_ge_u32_e32 vcc, v4, v7                               // 000000006464: 7D9C0F04
	s_nop 1                                                    // 000000006468: BF800001
	v_cndmask_b32_e32 v4, v4, v5, vcc                          // 00000000646C: 00080B04
	v_sub_u32_e32 v5, v4, v7                                   // 000000006470: 6A0A0F04
	v_cmp_ge_u32_e32 vcc, v4, v7                               // 000000006474: 7D9C0F04
	s_nop 1                                                    // 000000006478: BF800001
	v_cndmask_b32_e32 v4, v4, v5, vcc                          // 00000000647C: 00080B04
	v_mov_b32_e32 v5, 0                                        // 000000006480: 7E0A0280
	s_or_b64 exec, exec, s[0:1]                                // 000000006484: 87FE007E
	v_add_u32_e32 v6, s10, v6                                  // 000000006488: 680C0C0A
	v_ashrrev_i32_e32 v7, 31, v6                               // 00000000648C: 220E0C9F
	v_lshl_add_u64 v[8:9], v[6:7], 3, s[8:9]                   // 000000006490: D2080008 00210706
	global_store_dwordx2 v[8:9], v[4:5], off                   // 000000006498: DC748000 007F0408
	global_load_dwordx2 v[4:5], v[0:1], off                    // 0000000064A0: DC548000 047F0000
	s_nop 0                                                    // 0000000064A8: BF800000
	global_load_dwordx2 v[8:9], v[2:3], off                    // 0000000064AC: DC548000 087F0002
	v_add_u32_e32 v10, s10, v6                                 // 0000000064B4: 68140C0A
	s_mov_b32 s0, 0                                            // 0000000064B8: BE800080
	v_ashrrev_i32_e32 v11, 31, v10                             // 0000000064BC: 2216149F
	v_mov_b32_e32 v7, s0                                       // 0000000064C0: 7E0E0200
	v_lshl_add_u64 v[12:13], v[10:11], 3, s[8:9]               // 0000000064C4: D208000C 0021070A
	s_waitcnt vmcnt(0)                                         // 0000000064CC: BF8C0F70
	v_cmp_lt_i64_e32 vcc, v[4:5], v[8:9]                       // 0000000064D0: 7DC21104
	s_nop 1                                                    // 0000000064D4: BF800001
	v_cndmask_b32_e64 v6, 0, 1, vcc                            // 0000000064D8: D1000006 01A90280
	global_store_dwordx2 v[12:13], v[6:7], off                 // 0000000064E0: DC748000 007F060C
	global_load_dwordx2 v[4:5], v[0:1], off                    // 0000000064E8: DC548000 047F0000
	s_nop 0                                                    // 0000000064F0: BF800000
	global_load_dwordx2 v[6:7], v[2:3], off                    // 0000000064F4: DC548000 067F0002
	v_add_u32_e32 v2, s10, v10                                 // 0000000064FC: 6804140A
	v_ashrrev_i32_e32 v3, 31, v2                               // 000000006500: 2206049F
	v_mov_b32_e32 v1, 0                                        // 000000006504: 7E020280
	v_lshl_add_u64 v[2:3], v[2:3], 3, s[8:9]                   // 000000006508: D2080002 00210702
	s_waitcnt vmcnt(1)                                         // 000000006510: BF8C0F71
	v_ffbl_b32_e32 v8, v5                                      // 000000006514: 7E105D05
	s_waitcnt vmcnt(0)                                         // 000000006518: BF8C0F70
	v_ffbh_u32_e32 v6, v6                                      // 00000000651C: 7E0C5B06
	v_ffbh_u32_e32 v7, v7                                      // 000000006520: 7E0E5B07
	v_ffbl_b32_e32 v9, v4                                      // 000000006524: 7E125D04
	v_add_u32_e64 v6, v6, 32 clamp                             // 000000006528: D1348006 00014106
	v_add_u32_e32 v8, 32, v8                                   // 000000006530: 681010A0
	v_min3_u32 v6, v6, v7, 64                                  // 000000006534: D1D20006 03020F06
	v_min_u32_e32 v7, v9, v8                                   // 00000000653C: 1C0E1109
	v_bcnt_u32_b32 v0, v4, 0                                   // 000000006540: D28B0000 00010104
	v_add_u32_e32 v7, 1, v7                                    // 000000006548: 680E0E81
	v_cmp_ne_u64_e32 vcc, 0, v[4:5]                            // 00000000654C: 7DDA0880
	v_bcnt_u32_b32 v0, v5, v0                                  // 000000006550: D28B0000 00020105
	s_nop 0                                                    // 000000006558: BF800000
	v_cndmask_b32_e32 v4, 0, v7, vcc                           // 00000000655C: 00080E80
	v_add3_u32 v0, v6, v0, v4                                  // 000000006560: D1FF0000 04120106
	global_store_dwordx2 v[2:3], v[0:1], off                   // 000000006568: DC748000 007F0002
	s_endpgm                                                   // 000000006570: BF810000
	s_nop 0                                                    // 000000006574: BF800000
	s_nop 0                                                    // 000000006578: BF800000
	s_nop 0                                                    // 00000000657C: BF800000
	s_nop 0                                                    // 000000006580: BF800000
	s_nop 0                                                    // 000000006584: BF800000
	s_nop 0                                                    // 000000006588: BF800000
	s_nop 0                                                    // 00000000658C: BF800000
	s_nop 0                                                    // 000000006590: BF800000
	s_nop 0                                                    // 000000006594: BF800000
	s_nop 0                                                    // 000000006598: BF800000
	s_nop 0                                                    // 00000000659C: BF800000
	s_nop 0                                                    // 0000000065A0: BF800000
	s_nop 0                                                    // 0000000065A4: BF800000
	s_nop 0                                                    // 0000000065A8: BF800000
	s_nop 0                                                    // 0000000065AC: BF800000
	s_nop 0                                                    // 0000000065B0: BF800000
	s_nop 0                                                    // 0000000065B4: BF800000
	s_nop 0                                                    // 0000000065B8: BF800000
	s_nop 0                                                    // 0000000065BC: BF800000
	s_nop 0                                                    // 0000000065C0: BF800000
	s_nop 0                                                    // 0000000065C4: BF800000
	s_nop 0                                                    // 0000000065C8: BF800000
	s_nop 0                                                    // 0000000065CC: BF800000
	s_nop 0                                                    // 0000000065D0: BF800000
	s_nop 0                                                    // 0000000065D4: BF800000
	s_nop 0                                                    // 0000000065D8: BF800000
	s_nop 0                                                    // 0000000065DC: BF800000
	s_nop 0                                                    // 0000000065E0: BF800000
	s_nop 0                                                    // 0000000065E4: BF800000
	s_nop 0                                                    // 0000000065E8: BF800000
	s_nop 0                                                    // 0000000065EC: BF800000
	s_nop 0                                                    // 0000000065F0: BF800000
	s_nop 0                                                    // 0000000065F4: BF800000
	s_nop 0                                                    // 0000000065F8: BF800000
	s_nop 0                                                    // 0000000065FC: BF800000

0000000000006600 <atomics>:
	s_load_dword s3, s[0:1], 0x24                              // 000000006600: C00200C0 00000024
	s_load_dwordx2 s[6:7], s[0:1], 0x10                        // 000000006608: C0060180 00000010
	v_mov_b32_e32 v3, 1                                        // 000000006610: 7E060281
	s_mov_b64 s[4:5], exec                                     // 000000006614: BE84017E
	s_waitcnt lgkmcnt(0)                                       // 000000006618: BF8CC07F
	s_and_b32 s3, s3, 0xffff                                   // 00000000661C: 8603FF03 0000FFFF
	s_mul_i32 s2, s2, s3                                       // 000000006624: 92020302
	v_add_u32_e32 v0, s2, v0                                   // 000000006628: 68000002
	v_ashrrev_i32_e32 v1, 31, v0                               // 00000000662C: 2202009F
	v_lshl_add_u64 v[0:1], v[0:1], 2, s[6:7]                   // 000000006630: D2080000 00190500
	global_load_dword v2, v[0:1], off                          // 000000006638: DC508000 027F0000
	s_load_dwordx4 s[0:3], s[0:1], 0x0                         // 000000006640: C00A0000 00000000
	s_brev_b32 s6, 1                                           // 000000006648: BE860881
	s_waitcnt vmcnt(0)                                         // 00000000664C: BF8C0F70
	v_and_b32_e32 v2, 7, v2                                    // 000000006650: 26040487
	v_lshlrev_b32_e32 v2, 2, v2                                // 000000006654: 24040482
	s_waitcnt lgkmcnt(0)                                       // 000000006658: BF8CC07F
	global_atomic_add v2, v3, s[0:1]                           // 00000000665C: DD088000 00000302
	global_load_dword v0, v[0:1], off                          // 000000006664: DC508000 007F0000
	s_ff1_i32_b64 s7, s[4:5]                                   // 00000000666C: BE871104
	s_waitcnt vmcnt(0)                                         // 000000006670: BF8C0F70
	v_readlane_b32 s10, v0, s7                                 // 000000006674: D289000A 00000F00
	s_lshl_b64 s[8:9], 1, s7                                   // 00000000667C: 8E880781
	s_max_i32 s6, s6, s10                                      // 000000006680: 84060A06
	s_andn2_b64 s[4:5], s[4:5], s[8:9]                         // 000000006684: 89840804
	s_cmp_lg_u64 s[4:5], 0                                     // 000000006688: BF138004
	s_cbranch_scc1 65527                                       // 00000000668C: BF85FFF7 <atomics+0x6c>
	v_mbcnt_lo_u32_b32 v0, exec_lo, 0                          // 000000006690: D28C0000 0001007E
	v_mbcnt_hi_u32_b32 v0, exec_hi, v0                         // 000000006698: D28D0000 0002007F
	v_cmp_eq_u32_e32 vcc, 0, v0                                // 0000000066A0: 7D940080
	s_and_saveexec_b64 s[4:5], vcc                             // 0000000066A4: BE84206A
	s_xor_b64 s[4:5], exec, s[4:5]                             // 0000000066A8: 8884047E
	s_cbranch_execz 4                                          // 0000000066AC: BF880004 <atomics+0xc0>
	v_mov_b32_e32 v0, 0                                        // 0000000066B0: 7E000280
	v_mov_b32_e32 v1, s6                                       // 0000000066B4: 7E020206
	global_atomic_smax v0, v1, s[0:1] offset:32                // 0000000066B8: DD188020 00000100
	s_or_b64 exec, exec, s[4:5]                                // 0000000066C0: 87FE047E
	s_mov_b64 s[0:1], exec                                     // 0000000066C4: BE80017E
	v_mbcnt_lo_u32_b32 v0, s0, 0                               // 0000000066C8: D28C0000 00010000
	v_mbcnt_hi_u32_b32 v0, s1, v0                              // 0000000066D0: D28D0000 00020001
	v_cmp_eq_u32_e32 vcc, 0, v0                                // 0000000066D8: 7D940080
	s_and_saveexec_b64 s[4:5], vcc                             // 0000000066DC: BE84206A
	s_cbranch_execz 5                                          // 0000000066E0: BF880005 <atomics+0xf8>
	s_bcnt1_i32_b64 s0, s[0:1]                                 // 0000000066E4: BE800D00
	v_cvt_f32_ubyte0_e32 v0, s0                                // 0000000066E8: 7E002200
	v_mov_b32_e32 v1, 0                                        // 0000000066EC: 7E020280
	global_atomic_add_f32 v1, v0, s[2:3]                       // 0000000066F0: DD348000 00020001
	s_endpgm                                                   // 0000000066F8: BF810000
	s_nop 0                                                    // 0000000066FC: BF800000

0000000000006700 <dynamic>:
	s_load_dword s2, s[0:1], 0x1c                              // 000000006700: C0020080 0000001C
	s_load_dwordx4 s[8:11], s[0:1], 0x0                        // 000000006708: C00A0200 00000000
	s_load_dword s5, s[0:1], 0x14                              // 000000006710: C0020140 00000014
	v_and_b32_e32 v1, 0x3ff, v0                                // 000000006718: 260200FF 000003FF
	v_bfe_u32 v0, v0, 10, 10                                   // 000000006720: D1C80000 02291500
	s_waitcnt lgkmcnt(0)                                       // 000000006728: BF8CC07F
	s_and_b32 s0, s2, 0xffff                                   // 00000000672C: 8600FF02 0000FFFF
	v_mad_u32_u24 v0, v0, s0, v1                               // 000000006734: D1C30000 04040100
	v_lshlrev_b32_e32 v4, 2, v0                                // 00000000673C: 24080082
	global_load_dword v5, v4, s[8:9]                           // 000000006740: DC508000 05080004
	v_xor_b32_e32 v8, 33, v0                                   // 000000006748: 2A1000A1
	v_add_u32_e32 v4, 0, v4                                    // 00000000674C: 68080880
	v_lshl_add_u32 v8, v8, 2, 0                                // 000000006750: D1FD0008 02010508
	s_mul_i32 s1, s3, 0x64                                     // 000000006758: 9201FF03 00000064
	v_cvt_f32_u32_e32 v7, s1                                   // 000000006760: 7E0E0C01
	s_lshr_b32 s1, s2, 16                                      // 000000006764: 8F019002
	s_mul_i32 s2, s5, s4                                       // 000000006768: 92020405
	v_cvt_f32_u32_e32 v6, s4                                   // 00000000676C: 7E0C0C04
	s_add_i32 s2, s2, s3                                       // 000000006770: 81020302
	s_mul_i32 s0, s2, s0                                       // 000000006774: 92000002
	s_mul_i32 s0, s0, s1                                       // 000000006778: 92000100
	v_mov_b32_e32 v1, 0                                        // 00000000677C: 7E020280
	v_mov_b32_e32 v2, s10                                      // 000000006780: 7E04020A
	v_mov_b32_e32 v3, s11                                      // 000000006784: 7E06020B
	v_add_u32_e32 v0, s0, v0                                   // 000000006788: 68000000
	v_lshl_add_u64 v[0:1], v[0:1], 2, v[2:3]                   // 00000000678C: D2080000 04090500
	s_waitcnt vmcnt(0)                                         // 000000006794: BF8C0F70
	ds_write_b32 v4, v5                                        // 000000006798: D81A0000 00000504
	s_waitcnt lgkmcnt(0)                                       // 0000000067A0: BF8CC07F
	s_barrier                                                  // 0000000067A4: BF8A0000
	ds_read_b32 v4, v8                                         // 0000000067A8: D86C0000 04000008
	s_waitcnt lgkmcnt(0)                                       // 0000000067B0: BF8CC07F
	v_add_f32_e32 v4, v4, v7                                   // 0000000067B4: 02080F04
	v_add_f32_e32 v4, v4, v6                                   // 0000000067B8: 02080D04
	global_store_dword v[0:1], v4, off                         // 0000000067BC: DC708000 007F0400
	s_endpgm                                                   // 0000000067C4: BF810000
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
	s_nop 0                                                    // 000000006800: BF800000
	s_nop 0                                                    // 000000006804: BF800000
	s_nop 0                                                    // 000000006808: BF800000
	s_nop 0                                                    // 00000000680C: BF800000
	s_nop 0                                                    // 000000006810: BF800000
	s_nop 0                                                    // 000000006814: BF800000
	s_nop 0                                                    // 000000006818: BF800000
	s_nop 0                                                    // 00000000681C: BF800000
	s_nop 0                                                    // 000000006820: BF800000
	s_nop 0                                                    // 000000006824: BF800000
	s_nop 0                                                    // 000000006828: BF800000
	s_nop 0                                                    // 00000000682C: BF800000
	s_nop 0                                                    // 000000006830: BF800000
	s_nop 0                                                    // 000000006834: BF800000
	s_nop 0                                                    // 000000006838: BF800000
	s_nop 0                                                    // 00000000683C: BF800000
	s_nop 0                                                    // 000000006840: BF800000
	s_nop 0                                                    // 000000006844: BF800000
	s_nop 0                                                    // 000000006848: BF800000
	s_nop 0                                                    // 00000000684C: BF800000
	s_nop 0                                                    // 000000006850: BF800000
	s_nop 0                                                    // 000000006854: BF800000
	s_nop 0                                                    // 000000006858: BF800000
	s_nop 0                                                    // 00000000685C: BF800000
	s_nop 0                                                    // 000000006860: BF800000
	s_nop 0                                                    // 000000006864: BF800000
	s_nop 0                                                    // 000000006868: BF800000
	s_nop 0                                                    // 00000000686C: BF800000
	s_nop 0                                                    // 000000006870: BF800000
	s_nop 0                                                    // 000000006874: BF800000
	s_nop 0                                                    // 000000006878: BF800000
	s_nop 0                                                    // 00000000687C: BF800000
	s_nop 0                                                    // 000000006880: BF800000
	s_nop 0                                                    // 000000006884: BF800000
	s_nop 0                                                    // 000000006888: BF800000
	s_nop 0                                                    // 00000000688C: BF800000
	s_nop 0                                                    // 000000006890: BF800000
	s_nop 0                                                    // 000000006894: BF800000
	s_nop 0                                                    // 000000006898: BF800000
	s_nop 0                                                    // 00000000689C: BF800000
	s_nop 0                                                    // 0000000068A0: BF800000
	s_nop 0                                                    // 0000000068A4: BF800000
	s_nop 0                                                    // 0000000068A8: BF800000
	s_nop 0                                                    // 0000000068AC: BF800000
	s_nop 0                                                    // 0000000068B0: BF800000
	s_nop 0                                                    // 0000000068B4: BF800000
	s_nop 0                                                    // 0000000068B8: BF800000
	s_nop 0                                                    // 0000000068BC: BF800000
	s_nop 0                                                    // 0000000068C0: BF800000
	s_nop 0                                                    // 0000000068C4: BF800000
	s_nop 0                                                    // 0000000068C8: BF800000
	s_nop 0                                                    // 0000000068CC: BF800000
	s_nop 0                                                    // 0000000068D0: BF800000
	s_nop 0                                                    // 0000000068D4: BF800000
	s_nop 0                                                    // 0000000068D8: BF800000
	s_nop 0                                                    // 0000000068DC: BF800000
	s_nop 0                                                    // 0000000068E0: BF800000
	s_nop 0                                                    // 0000000068E4: BF800000
	s_nop 0                                                    // 0000000068E8: BF800000
	s_nop 0                                                    // 0000000068EC: BF800000
	s_nop 0                                                    // 0000000068F0: BF800000
	s_nop 0                                                    // 0000000068F4: BF800000
	s_nop 0                                                    // 0000000068F8: BF800000
	s_nop 0                                                    // 0000000068FC: BF800000
	s_nop 0                                                    // 000000006900: BF800000
	s_nop 0                                                    // 000000006904: BF800000
	s_nop 0                                                    // 000000006908: BF800000
	s_nop 0                                                    // 00000000690C: BF800000
	s_nop 0                                                    // 000000006910: BF800000
	s_nop 0                                                    // 000000006914: BF800000
	s_nop 0                                                    // 000000006918: BF800000
	s_nop 0                                                    // 00000000691C: BF800000
	s_nop 0                                                    // 000000006920: BF800000
	s_nop 0                                                    // 000000006924: BF800000
	s_nop 0                                                    // 000000006928: BF800000
	s_nop 0                                                    // 00000000692C: BF800000
	s_nop 0                                                    // 000000006930: BF800000
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
	s_nop 0                                                    // 000000006A00: BF800000
	s_nop 0                                                    // 000000006A04: BF800000
	s_nop 0                                                    // 000000006A08: BF800000
	s_nop 0                                                    // 000000006A0C: BF800000
	s_nop 0                                                    // 000000006A10: BF800000
	s_nop 0                                                    // 000000006A14: BF800000
	s_nop 0                                                    // 000000006A18: BF800000
	s_nop 0                                                    // 000000006A1C: BF800000
	s_nop 0                                                    // 000000006A20: BF800000
	s_nop 0                                                    // 000000006A24: BF800000
	s_nop 0                                                    // 000000006A28: BF800000
	s_nop 0                                                    // 000000006A2C: BF800000
	s_nop 0                                                    // 000000006A30: BF800000
	s_nop 0                                                    // 000000006A34: BF800000
	s_nop 0                                                    // 000000006A38: BF800000
	s_nop 0                                                    // 000000006A3C: BF800000
	s_nop 0                                                    // 000000006A40: BF800000
	s_nop 0                                                    // 000000006A44: BF800000
	s_nop 0                                                    // 000000006A48: BF800000
	s_nop 0                                                    // 000000006A4C: BF800000
	s_nop 0                                                    // 000000006A50: BF800000
	s_nop 0                                                    // 000000006A54: BF800000
	s_nop 0                                                    // 000000006A58: BF800000
	s_nop 0                                                    // 000000006A5C: BF800000
	s_nop 0                                                    // 000000006A60: BF800000
	s_nop 0                                                    // 000000006A64: BF800000
	s_nop 0                                                    // 000000006A68: BF800000
	s_nop 0                                                    // 000000006A6C: BF800000
	s_nop 0                                                    // 000000006A70: BF800000
	s_nop 0                                                    // 000000006A74: BF800000
	s_nop 0                                                    // 000000006A78: BF800000
	s_nop 0                                                    // 000000006A7C: BF800000
	s_nop 0                                                    // 000000006A80: BF800000
	s_nop 0                                                    // 000000006A84: BF800000
	s_nop 0                                                    // 000000006A88: BF800000
	s_nop 0                                                    // 000000006A8C: BF800000
	s_nop 0                                                    // 000000006A90: BF800000
	s_nop 0                                                    // 000000006A94: BF800000
	s_nop 0                                                    // 000000006A98: BF800000
	s_nop 0                                                    // 000000006A9C: BF800000
	s_nop 0                                                    // 000000006AA0: BF800000
	s_nop 0                                                    // 000000006AA4: BF800000
	s_nop 0                                                    // 000000006AA8: BF800000
	s_nop 0                                                    // 000000006AAC: BF800000
	s_nop 0                                                    // 000000006AB0: BF800000
	s_nop 0                                                    // 000000006AB4: BF800000
	s_nop 0                                                    // 000000006AB8: BF800000
	s_nop 0                                                    // 000000006ABC: BF800000
	s_nop 0                                                    // 000000006AC0: BF800000
	s_nop 0                                                    // 000000006AC4: BF800000
	s_nop 0                                                    // 000000006AC8: BF800000
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
