

Disassembly of section .text:

0000000000003c00 <unwritten_vector>:
	s_load_dwordx4 s[0:3], s[0:1], 0x0                         // 000000003C00: C00A0000 00000000
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000003C08: 24000082
	s_waitcnt lgkmcnt(0)                                       // 000000003C0C: BF8CC07F
	global_load_dword v1, v0, s[0:1]                           // 000000003C10: DC508000 01000000
	s_waitcnt vmcnt(0)                                         // 000000003C18: BF8C0F70
	v_add_u32_e32 v1, v1, v90                                  // 000000003C1C: 6802B501
	global_store_dword v0, v1, s[2:3]                          // 000000003C20: DC708000 00020100
	s_endpgm                                                   // 000000003C28: BF810000

0000000000003d00 <unwritten_in_some_lanes>:
	v_and_b32_e32 v1, 63, v0                                   // 000000003D00: 260200BF
	v_cmp_lt_u32_e32 vcc, 4, v1                                // 000000003D04: 7D920284
	s_and_saveexec_b64 s[2:3], vcc                             // 000000003D08: BE82206A
	s_cbranch_execz 1                                          // 000000003D0C: BF880001 <unwritten_in_some_lanes+0x14>
	v_mov_b32_e32 v90, 7                                       // 000000003D10: 7EB40287
	s_or_b64 exec, exec, s[2:3]                                // 000000003D14: 87FE027E
	s_load_dwordx4 s[0:3], s[0:1], 0x0                         // 000000003D18: C00A0000 00000000
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000003D20: 24000082
	s_waitcnt lgkmcnt(0)                                       // 000000003D24: BF8CC07F
	global_load_dword v1, v0, s[0:1]                           // 000000003D28: DC508000 01000000
	s_waitcnt vmcnt(0)                                         // 000000003D30: BF8C0F70
	v_add_u32_e32 v1, v1, v90                                  // 000000003D34: 6802B501
	global_store_dword v0, v1, s[2:3]                          // 000000003D38: DC708000 00020100
	s_endpgm                                                   // 000000003D40: BF810000

0000000000003e00 <unwritten_copied>:
	s_load_dwordx4 s[0:3], s[0:1], 0x0                         // 000000003E00: C00A0000 00000000
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000003E08: 24000082
	s_waitcnt lgkmcnt(0)                                       // 000000003E0C: BF8CC07F
	global_load_dword v1, v0, s[0:1]                           // 000000003E10: DC508000 01000000
	s_waitcnt vmcnt(0)                                         // 000000003E18: BF8C0F70
	v_mov_b32_e32 v90, v91                                     // 000000003E1C: 7EB4035B
	v_mov_b32_e32 v92, v90                                     // 000000003E20: 7EB8035A
	v_add_u32_e32 v1, v1, v92                                  // 000000003E24: 6802B901
	global_store_dword v0, v1, s[2:3]                          // 000000003E28: DC708000 00020100
	s_endpgm                                                   // 000000003E30: BF810000

0000000000003f00 <unwritten_scalar>:
	s_load_dwordx4 s[0:3], s[0:1], 0x0                         // 000000003F00: C00A0000 00000000
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000003F08: 24000082
	s_add_u32 s4, s90, 1                                       // 000000003F0C: 8004815A
	s_waitcnt lgkmcnt(0)                                       // 000000003F10: BF8CC07F
	global_load_dword v1, v0, s[0:1]                           // 000000003F14: DC508000 01000000
	s_waitcnt vmcnt(0)                                         // 000000003F1C: BF8C0F70
	v_add_u32_e32 v1, s4, v1                                   // 000000003F20: 68020204
	global_store_dword v0, v1, s[2:3]                          // 000000003F24: DC708000 00020100
	s_endpgm                                                   // 000000003F2C: BF810000

0000000000004000 <unwritten_vcc>:
	s_load_dwordx4 s[0:3], s[0:1], 0x0                         // 000000004000: C00A0000 00000000
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000004008: 24000082
	s_waitcnt lgkmcnt(0)                                       // 00000000400C: BF8CC07F
	global_load_dword v1, v0, s[0:1]                           // 000000004010: DC508000 01000000
	s_waitcnt vmcnt(0)                                         // 000000004018: BF8C0F70
	v_cndmask_b32_e32 v1, v1, v1, vcc                          // 00000000401C: 00020301
	global_store_dword v0, v1, s[2:3]                          // 000000004020: DC708000 00020100
	s_endpgm                                                   // 000000004028: BF810000

0000000000004100 <copied_and_dropped>:
	s_load_dwordx4 s[0:3], s[0:1], 0x0                         // 000000004100: C00A0000 00000000
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000004108: 24000082
	v_mov_b32_e32 v90, v91                                     // 00000000410C: 7EB4035B
	s_mov_b32 s90, s91                                         // 000000004110: BEDA005B
	s_waitcnt lgkmcnt(0)                                       // 000000004114: BF8CC07F
	global_load_dword v1, v0, s[0:1]                           // 000000004118: DC508000 01000000
	s_waitcnt vmcnt(0)                                         // 000000004120: BF8C0F70
	global_store_dword v0, v1, s[2:3]                          // 000000004124: DC708000 00020100
	s_endpgm                                                   // 00000000412C: BF810000

0000000000004200 <low_half_of_a_sum>:
	s_load_dwordx4 s[0:3], s[0:1], 0x0                         // 000000004200: C00A0000 00000000
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000004208: 24000082
	s_waitcnt lgkmcnt(0)                                       // 00000000420C: BF8CC07F
	global_load_dword v1, v0, s[0:1]                           // 000000004210: DC508000 01000000
	s_waitcnt vmcnt(0)                                         // 000000004218: BF8C0F70
	v_mov_b32_e32 v90, v1                                      // 00000000421C: 7EB40301
	v_mad_u64_u32 v[92:93], s[90:91], v1, v1, v[90:91]         // 000000004220: D1E85A5C 056A0301
	v_xor_b32_e32 v1, 0, v92                                   // 000000004228: 2A02B880
	global_store_dword v0, v1, s[2:3]                          // 00000000422C: DC708000 00020100
	s_endpgm                                                   // 000000004234: BF810000

0000000000004300 <high_half_of_a_sum>:
	s_load_dwordx4 s[0:3], s[0:1], 0x0                         // 000000004300: C00A0000 00000000
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000004308: 24000082
	s_waitcnt lgkmcnt(0)                                       // 00000000430C: BF8CC07F
	global_load_dword v1, v0, s[0:1]                           // 000000004310: DC508000 01000000
	s_waitcnt vmcnt(0)                                         // 000000004318: BF8C0F70
	v_mov_b32_e32 v90, v1                                      // 00000000431C: 7EB40301
	v_mad_u64_u32 v[92:93], s[90:91], v1, v1, v[90:91]         // 000000004320: D1E85A5C 056A0301
	v_xor_b32_e32 v1, 0, v93                                   // 000000004328: 2A02BA80
	global_store_dword v0, v1, s[2:3]                          // 00000000432C: DC708000 00020100
	s_endpgm                                                   // 000000004334: BF810000

0000000000004400 <written_by_halves>:
	s_load_dwordx4 s[0:3], s[0:1], 0x0                         // 000000004400: C00A0000 00000000
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000004408: 24000082
	v_mov_b32_e32 v1, 0                                        // 00000000440C: 7E020280
	s_waitcnt lgkmcnt(0)                                       // 000000004410: BF8CC07F
	v_lshl_add_u64 v[2:3], s[0:1], 0, v[0:1]                   // 000000004414: D2080002 04010000
	global_load_short_d16 v90, v[2:3], off                     // 00000000441C: DC908000 5A7F0002
	global_load_short_d16_hi v90, v[2:3], off offset:2         // 000000004424: DC948002 5A7F0002
	s_waitcnt vmcnt(0)                                         // 00000000442C: BF8C0F70
	v_mov_b32_e32 v91, v90                                     // 000000004430: 7EB6035A
	v_xor_b32_e32 v1, 0, v91                                   // 000000004434: 2A02B680
	global_store_dword v0, v1, s[2:3]                          // 000000004438: DC708000 00020100
	s_endpgm                                                   // 000000004440: BF810000

0000000000004500 <write_write_race>:
	s_load_dwordx4 s[0:3], s[0:1], 0x0                         // 000000004500: C00A0000 00000000
	v_lshlrev_b32_e32 v2, 2, v0                                // 000000004508: 24040082
	v_and_b32_e32 v0, 63, v0                                   // 00000000450C: 260000BF
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000004510: 24000082
	s_waitcnt lgkmcnt(0)                                       // 000000004514: BF8CC07F
	global_load_dword v3, v2, s[0:1]                           // 000000004518: DC508000 03000002
	s_mov_b64 s[0:1], src_shared_base                          // 000000004520: BE8001EB
	v_mov_b32_e32 v1, s1                                       // 000000004524: 7E020201
	s_waitcnt vmcnt(0)                                         // 000000004528: BF8C0F70
	flat_store_dword v[0:1], v3 sc0 sc1                        // 00000000452C: DE710000 00000300
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000004534: BF8C0070
	s_barrier                                                  // 000000004538: BF8A0000
	flat_load_dword v0, v[0:1] sc0 sc1                         // 00000000453C: DE510000 00000000
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000004544: BF8C0070
	global_store_dword v2, v0, s[2:3]                          // 000000004548: DC708000 00020002
	s_endpgm                                                   // 000000004550: BF810000

0000000000004600 <read_write_race>:
	s_load_dwordx4 s[0:3], s[0:1], 0x0                         // 000000004600: C00A0000 00000000
	v_lshlrev_b32_e32 v2, 2, v0                                // 000000004608: 24040082
	v_mov_b32_e32 v1, 2                                        // 00000000460C: 7E020282
	v_add_u32_e32 v0, 64, v0                                   // 000000004610: 680000C0
	v_lshlrev_b32_sdwa v0, v1, v0 dst_sel:DWORD dst_unused:UNUSED_PAD src0_sel:DWORD src1_sel:BYTE_0// 000000004614: 240000F9 00060601
	s_waitcnt lgkmcnt(0)                                       // 00000000461C: BF8CC07F
	global_load_dword v4, v2, s[0:1]                           // 000000004620: DC508000 04000002
	s_mov_b64 s[0:1], src_shared_base                          // 000000004628: BE8001EB
	v_mov_b32_e32 v3, s1                                       // 00000000462C: 7E060201
	v_mov_b32_e32 v1, s1                                       // 000000004630: 7E020201
	s_waitcnt vmcnt(0)                                         // 000000004634: BF8C0F70
	flat_store_dword v[2:3], v4 sc0 sc1                        // 000000004638: DE710000 00000402
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000004640: BF8C0070
	s_barrier                                                  // 000000004644: BF8A0000
	flat_load_dword v0, v[0:1] sc0 sc1                         // 000000004648: DE510000 00000000
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000004650: BF8C0070
	v_add_u32_e32 v0, 1, v0                                    // 000000004654: 68000081
	flat_store_dword v[2:3], v0 sc0 sc1                        // 000000004658: DE710000 00000002
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000004660: BF8C0070
	s_barrier                                                  // 000000004664: BF8A0000
	flat_load_dword v0, v[2:3] sc0 sc1                         // 000000004668: DE510000 00000002
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000004670: BF8C0070
	global_store_dword v2, v0, s[2:3]                          // 000000004674: DC708000 00020002
	s_endpgm                                                   // 00000000467C: BF810000

0000000000004700 <read_barrier_write>:
	s_load_dwordx4 s[0:3], s[0:1], 0x0                         // 000000004700: C00A0000 00000000
	v_lshlrev_b32_e32 v2, 2, v0                                // 000000004708: 24040082
	v_mov_b32_e32 v1, 2                                        // 00000000470C: 7E020282
	v_add_u32_e32 v0, 64, v0                                   // 000000004710: 680000C0
	v_lshlrev_b32_sdwa v0, v1, v0 dst_sel:DWORD dst_unused:UNUSED_PAD src0_sel:DWORD src1_sel:BYTE_0// 000000004714: 240000F9 00060601
	s_waitcnt lgkmcnt(0)                                       // 00000000471C: BF8CC07F
	global_load_dword v4, v2, s[0:1]                           // 000000004720: DC508000 04000002
	s_mov_b64 s[0:1], src_shared_base                          // 000000004728: BE8001EB
	v_mov_b32_e32 v3, s1                                       // 00000000472C: 7E060201
	v_mov_b32_e32 v1, s1                                       // 000000004730: 7E020201
	s_waitcnt vmcnt(0)                                         // 000000004734: BF8C0F70
	flat_store_dword v[2:3], v4 sc0 sc1                        // 000000004738: DE710000 00000402
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000004740: BF8C0070
	s_barrier                                                  // 000000004744: BF8A0000
	flat_load_dword v0, v[0:1] sc0 sc1                         // 000000004748: DE510000 00000000
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000004750: BF8C0070
	s_barrier                                                  // 000000004754: BF8A0000
	v_add_u32_e32 v0, 1, v0                                    // 000000004758: 68000081
	flat_store_dword v[2:3], v0 sc0 sc1                        // 00000000475C: DE710000 00000002
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000004764: BF8C0070
	s_barrier                                                  // 000000004768: BF8A0000
	flat_load_dword v0, v[2:3] sc0 sc1                         // 00000000476C: DE510000 00000002
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000004774: BF8C0070
	global_store_dword v2, v0, s[2:3]                          // 000000004778: DC708000 00020002
	s_endpgm                                                   // 000000004780: BF810000

0000000000004800 <atomics_in_lds>:
	v_mov_b32_e32 v1, 0                                        // 000000004800: 7E020280
	v_cmp_gt_u32_e32 vcc, 8, v0                                // 000000004804: 7D980088
	v_lshlrev_b32_e32 v0, 2, v0                                // 000000004808: 24000082
	s_and_saveexec_b64 s[2:3], vcc                             // 00000000480C: BE82206A
	ds_write_b32 v0, v1                                        // 000000004810: D81A0000 00000100
	s_or_b64 exec, exec, s[2:3]                                // 000000004818: 87FE027E
	s_load_dwordx4 s[0:3], s[0:1], 0x0                         // 00000000481C: C00A0000 00000000
	s_waitcnt lgkmcnt(0)                                       // 000000004824: BF8CC07F
	s_barrier                                                  // 000000004828: BF8A0000
	v_mov_b32_e32 v2, 1                                        // 00000000482C: 7E040281
	global_load_dword v1, v0, s[0:1]                           // 000000004830: DC508000 01000000
	s_waitcnt vmcnt(0)                                         // 000000004838: BF8C0F70
	v_and_b32_e32 v1, 7, v1                                    // 00000000483C: 26020287
	v_lshlrev_b32_e32 v1, 2, v1                                // 000000004840: 24020282
	ds_add_u32 v1, v2                                          // 000000004844: D8000000 00000201
	s_waitcnt lgkmcnt(0)                                       // 00000000484C: BF8CC07F
	s_barrier                                                  // 000000004850: BF8A0000
	s_and_saveexec_b64 s[0:1], vcc                             // 000000004854: BE80206A
	s_cbranch_execz 5                                          // 000000004858: BF880005 <atomics_in_lds+0x70>
	ds_read_b32 v1, v0                                         // 00000000485C: D86C0000 01000000
	s_waitcnt lgkmcnt(0)                                       // 000000004864: BF8CC07F
	global_store_dword v0, v1, s[2:3]                          // 000000004868: DC708000 00020100
	s_endpgm                                                   // 000000004870: BF810000

0000000000004900 <copy>:
	s_load_dword s3, s[0:1], 0x24                              // 000000004900: C00200C0 00000024
	s_load_dword s4, s[0:1], 0x10                              // 000000004908: C0020100 00000010
	s_waitcnt lgkmcnt(0)                                       // 000000004910: BF8CC07F
	s_and_b32 s3, s3, 0xffff                                   // 000000004914: 8603FF03 0000FFFF
	s_mul_i32 s2, s2, s3                                       // 00000000491C: 92020302
	v_add_u32_e32 v0, s2, v0                                   // 000000004920: 68000002
	v_cmp_gt_i32_e32 vcc, s4, v0                               // 000000004924: 7D880004
	s_and_saveexec_b64 s[2:3], vcc                             // 000000004928: BE82206A
	s_cbranch_execz 15                                         // 00000000492C: BF88000F <copy+0x6c>
	s_load_dwordx4 s[0:3], s[0:1], 0x0                         // 000000004930: C00A0000 00000000
	v_ashrrev_i32_e32 v1, 31, v0                               // 000000004938: 2202009F
	v_lshlrev_b64 v[0:1], 2, v[0:1]                            // 00000000493C: D28F0000 00020082
	s_waitcnt lgkmcnt(0)                                       // 000000004944: BF8CC07F
	v_lshl_add_u64 v[2:3], s[0:1], 0, v[0:1]                   // 000000004948: D2080002 04010000
	global_load_dword v2, v[2:3], off                          // 000000004950: DC508000 027F0002
	v_lshl_add_u64 v[0:1], s[2:3], 0, v[0:1]                   // 000000004958: D2080000 04010002
	s_waitcnt vmcnt(0)                                         // 000000004960: BF8C0F70
	global_store_dword v[0:1], v2, off                         // 000000004964: DC708000 007F0200
	s_endpgm                                                   // 00000000496C: BF810000
