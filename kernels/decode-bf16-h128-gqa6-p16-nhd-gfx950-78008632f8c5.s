paged_attention_decode:
	s_load_dwordx2 s[8:9], s[0:1], 0x18                        // 000000001B00: C0060200 00000018
	s_mov_b32 s6, s3                                           // 000000001B08: BE860003
	s_ashr_i32 s3, s2, 31                                      // 000000001B0C: 90039F02
	s_lshl_b64 s[36:37], s[2:3], 2                             // 000000001B10: 8EA48202
	s_mov_b32 s7, 0                                            // 000000001B14: BE870080
	s_waitcnt lgkmcnt(0)                                       // 000000001B18: BF8CC07F
	s_add_u32 s10, s8, s36                                     // 000000001B1C: 800A2408
	s_addc_u32 s11, s9, s37                                    // 000000001B20: 820B2509
	s_load_dwordx2 s[8:9], s[10:11], 0x0                       // 000000001B24: C0060205 00000000
	s_waitcnt lgkmcnt(0)                                       // 000000001B2C: BF8CC07F
	s_cmp_eq_u32 s9, s8                                        // 000000001B30: BF060809
	s_cbranch_scc1 12                                          // 000000001B34: BF85000C <paged_attention_decode+0x68>
	s_load_dwordx2 s[10:11], s[0:1], 0x28                      // 000000001B38: C0060280 00000028
	s_waitcnt lgkmcnt(0)                                       // 000000001B40: BF8CC07F
	s_add_u32 s10, s10, s36                                    // 000000001B44: 800A240A
	s_addc_u32 s11, s11, s37                                   // 000000001B48: 820B250B
	s_load_dword s5, s[10:11], 0x0                             // 000000001B4C: C0020145 00000000
	s_not_b32 s7, s8                                           // 000000001B54: BE870408
	s_add_i32 s7, s9, s7                                       // 000000001B58: 81070709
	s_lshl_b32 s7, s7, 4                                       // 000000001B5C: 8E078407
	s_waitcnt lgkmcnt(0)                                       // 000000001B60: BF8CC07F
	s_add_i32 s7, s5, s7                                       // 000000001B64: 81070705
	s_load_dwordx2 s[34:35], s[0:1], 0x70                      // 000000001B68: C0060880 00000070
	s_waitcnt lgkmcnt(0)                                       // 000000001B70: BF8CC07F
	s_mul_i32 s5, s34, s6                                      // 000000001B74: 92050622
	s_cmp_ge_i32 s5, s7                                        // 000000001B78: BF030705
	s_cselect_b64 s[10:11], -1, 0                              // 000000001B7C: 858A80C1
	s_cmp_lg_u32 s6, 0                                         // 000000001B80: BF078006
	s_cselect_b64 s[12:13], -1, 0                              // 000000001B84: 858C80C1
	s_and_b64 s[10:11], s[12:13], s[10:11]                     // 000000001B88: 868A0A0C
	s_and_b64 vcc, exec, s[10:11]                              // 000000001B8C: 86EA0A7E
	s_cbranch_vccnz 2573                                       // 000000001B90: BF870A0D <paged_attention_decode+0x28C8>
	s_load_dwordx2 s[38:39], s[0:1], 0x30                      // 000000001B94: C0060980 00000030
	s_load_dwordx8 s[20:27], s[0:1], 0x38                      // 000000001B9C: C00E0500 00000038
	s_load_dwordx4 s[28:31], s[0:1], 0x58                      // 000000001BA4: C00A0700 00000058
	s_load_dwordx2 s[16:17], s[0:1], 0x68                      // 000000001BAC: C0060400 00000068
	s_add_i32 s9, s5, s34                                      // 000000001BB4: 81092205
	v_readfirstlane_b32 s41, v0                                // 000000001BB8: 7E520500
	s_min_i32 s42, s7, s9                                      // 000000001BBC: 832A0907
	s_and_b32 s9, s41, 0xffffffc0                              // 000000001BC0: 8609FF29 FFFFFFC0
	s_lshr_b32 s40, s41, 6                                     // 000000001BC8: 8F288629
	s_add_i32 s43, s9, s5                                      // 000000001BCC: 812B0509
	s_mul_i32 s33, s4, 6                                       // 000000001BD0: 92218604
	v_and_b32_e32 v194, 63, v0                                 // 000000001BD4: 278400BF
	v_and_b32_e32 v202, 15, v0                                 // 000000001BD8: 2794008F
	s_cmp_ge_i32 s43, s42                                      // 000000001BDC: BF032A2B
	v_lshlrev_b32_e32 v195, 2, v0                              // 000000001BE0: 25860082
	s_cbranch_scc1 269                                         // 000000001BE4: BF85010D <paged_attention_decode+0x51C>
	s_load_dwordx2 s[10:11], s[0:1], 0x20                      // 000000001BE8: C0060280 00000020
	s_ashr_i32 s9, s8, 31                                      // 000000001BF0: 90099F08
	v_lshrrev_b32_e32 v2, 2, v0                                // 000000001BF4: 20040082
	v_and_b32_e32 v1, 48, v195                                 // 000000001BF8: 260386B0
	s_lshl_b64 s[8:9], s[8:9], 2                               // 000000001BFC: 8E888208
	v_and_b32_e32 v203, 12, v2                                 // 000000001C00: 2796048C
	v_and_b32_e32 v2, 3, v0                                    // 000000001C04: 26040083
	s_waitcnt lgkmcnt(0)                                       // 000000001C08: BF8CC07F
	s_add_u32 s12, s10, s8                                     // 000000001C0C: 800C080A
	v_or3_b32 v211, v1, v2, v203                               // 000000001C10: D20200D3 072E0501
	s_addc_u32 s13, s11, s9                                    // 000000001C18: 820D090B
	v_add_u32_e32 v1, s43, v211                                // 000000001C1C: 6803A62B
	s_add_i32 s44, s42, -1                                     // 000000001C20: 812CC12A
	v_min_i32_e32 v22, s44, v1                                 // 000000001C24: 182C022C
	v_ashrrev_i32_e32 v2, 4, v22                               // 000000001C28: 22042C84
	v_ashrrev_i32_e32 v3, 31, v2                               // 000000001C2C: 2206049F
	v_lshl_add_u64 v[2:3], v[2:3], 2, s[12:13]                 // 000000001C30: D2080002 00310502
	global_load_dword v1, v[2:3], off                          // 000000001C38: DC508000 017F0002
	s_add_i32 s5, s43, 0x100                                   // 000000001C40: 8105FF2B 00000100
	s_cmp_ge_i32 s5, s42                                       // 000000001C48: BF032A05
	s_cselect_b64 s[14:15], -1, 0                              // 000000001C4C: 858E80C1
	s_and_b64 vcc, exec, s[14:15]                              // 000000001C50: 86EA0E7E
	s_cbranch_vccnz 8                                          // 000000001C54: BF870008 <paged_attention_decode+0x178>
	v_add_u32_e32 v2, s5, v211                                 // 000000001C58: 6805A605
	v_min_i32_e32 v2, s44, v2                                  // 000000001C5C: 1804042C
	v_ashrrev_i32_e32 v2, 4, v2                                // 000000001C60: 22040484
	v_ashrrev_i32_e32 v3, 31, v2                               // 000000001C64: 2206049F
	v_lshl_add_u64 v[2:3], v[2:3], 2, s[12:13]                 // 000000001C68: D2080002 00310502
	global_load_dword v212, v[2:3], off                        // 000000001C70: DC508000 D47F0002
	s_load_dwordx4 s[8:11], s[0:1], 0x8                        // 000000001C78: C00A0200 00000008
	v_cmp_lt_u32_e32 vcc, 5, v202                              // 000000001C80: 7D939485
	v_and_b32_e32 v18, 48, v0                                  // 000000001C84: 262400B0
	s_and_saveexec_b64 s[18:19], vcc                           // 000000001C88: BE92206A
	s_xor_b64 s[18:19], exec, s[18:19]                         // 000000001C8C: 8892127E
	v_and_b32_e32 v18, 48, v0                                  // 000000001C90: 262400B0
	s_or_saveexec_b64 s[18:19], s[18:19]                       // 000000001C94: BE922112
	v_mov_b32_e32 v21, 0                                       // 000000001C98: 7E2A0280
	v_mov_b32_e32 v2, 0                                        // 000000001C9C: 7E040280
	v_mov_b32_e32 v3, 0                                        // 000000001CA0: 7E060280
	v_mov_b32_e32 v4, 0                                        // 000000001CA4: 7E080280
	v_mov_b32_e32 v5, 0                                        // 000000001CA8: 7E0A0280
	v_mov_b32_e32 v6, 0                                        // 000000001CAC: 7E0C0280
	v_mov_b32_e32 v7, 0                                        // 000000001CB0: 7E0E0280
	v_mov_b32_e32 v8, 0                                        // 000000001CB4: 7E100280
	v_mov_b32_e32 v9, 0                                        // 000000001CB8: 7E120280
	v_mov_b32_e32 v10, 0                                       // 000000001CBC: 7E140280
	v_mov_b32_e32 v11, 0                                       // 000000001CC0: 7E160280
	v_mov_b32_e32 v12, 0                                       // 000000001CC4: 7E180280
	v_mov_b32_e32 v13, 0                                       // 000000001CC8: 7E1A0280
	v_mov_b32_e32 v14, 0                                       // 000000001CCC: 7E1C0280
	v_mov_b32_e32 v15, 0                                       // 000000001CD0: 7E1E0280
	v_mov_b32_e32 v16, 0                                       // 000000001CD4: 7E200280
	v_mov_b32_e32 v17, 0                                       // 000000001CD8: 7E220280
	s_xor_b64 exec, exec, s[18:19]                             // 000000001CDC: 88FE127E
	s_cbranch_execz 28                                         // 000000001CE0: BF88001C <paged_attention_decode+0x254>
	s_load_dwordx2 s[0:1], s[0:1], 0x0                         // 000000001CE4: C0060000 00000000
	s_mul_i32 s5, s28, s3                                      // 000000001CEC: 9205031C
	s_mul_hi_u32 s45, s28, s2                                  // 000000001CF0: 962D021C
	s_add_i32 s5, s45, s5                                      // 000000001CF4: 8105052D
	s_mul_i32 s29, s29, s2                                     // 000000001CF8: 921D021D
	s_add_i32 s29, s5, s29                                     // 000000001CFC: 811D1D05
	s_mul_i32 s28, s28, s2                                     // 000000001D00: 921C021C
	s_lshl_b64 s[28:29], s[28:29], 1                           // 000000001D04: 8E9C811C
	s_waitcnt lgkmcnt(0)                                       // 000000001D08: BF8CC07F
	s_add_u32 s0, s0, s28                                      // 000000001D0C: 80001C00
	v_add_lshl_u32 v2, s33, v202, 7                            // 000000001D10: D1FE0002 021F9421
	s_addc_u32 s1, s1, s29                                     // 000000001D18: 82011D01
	v_ashrrev_i32_e32 v3, 31, v2                               // 000000001D1C: 2206049F
	v_lshl_add_u64 v[2:3], v[2:3], 1, s[0:1]                   // 000000001D20: D2080002 00010302
	v_mov_b32_e32 v19, 0                                       // 000000001D28: 7E260280
	v_lshl_add_u64 v[24:25], v[2:3], 0, v[18:19]               // 000000001D2C: D2080018 04490102
	global_load_dwordx4 v[14:17], v[24:25], off                // 000000001D34: DC5C8000 0E7F0018
	global_load_dwordx4 v[10:13], v[24:25], off offset:64      // 000000001D3C: DC5C8040 0A7F0018
	global_load_dwordx4 v[6:9], v[24:25], off offset:128       // 000000001D44: DC5C8080 067F0018
	global_load_dwordx4 v[2:5], v[24:25], off offset:192       // 000000001D4C: DC5C80C0 027F0018
	s_or_b64 exec, exec, s[18:19]                              // 000000001D54: 87FE127E
	s_ashr_i32 s5, s4, 31                                      // 000000001D58: 90059F04
	s_lshl_b64 s[0:1], s[4:5], 8                               // 000000001D5C: 8E808804
	s_waitcnt lgkmcnt(0)                                       // 000000001D60: BF8CC07F
	s_add_u32 s8, s8, s0                                       // 000000001D64: 80080008
	s_addc_u32 s9, s9, s1                                      // 000000001D68: 82090109
	s_add_u32 s0, s10, s0                                      // 000000001D6C: 8000000A
	v_lshlrev_b32_e32 v20, 4, v202                             // 000000001D70: 24299484
	v_lshrrev_b32_e32 v76, 4, v194                             // 000000001D74: 20998484
	s_addc_u32 s1, s11, s1                                     // 000000001D78: 8201010B
	v_lshlrev_b32_e32 v19, 6, v76                              // 000000001D7C: 24269886
	v_xor_b32_e32 v78, v20, v18                                // 000000001D80: 2A9C2514
	v_lshlrev_b32_e32 v18, 8, v22                              // 000000001D84: 24242C88
	v_lshl_add_u64 v[198:199], s[8:9], 0, v[20:21]             // 000000001D88: D20800C6 04510008
	v_lshl_add_u64 v[196:197], s[0:1], 0, v[20:21]             // 000000001D90: D20800C4 04510000
	s_lshl_b64 s[0:1], s[16:17], 1                             // 000000001D98: 8E808110
	v_xor_b32_e32 v77, v19, v20                                // 000000001D9C: 2A9A2913
	v_and_b32_e32 v20, 0xf00, v18                              // 000000001DA0: 262824FF 00000F00
	v_mov_b32_e32 v18, s16                                     // 000000001DA8: 7E240210
	s_waitcnt vmcnt(0)                                         // 000000001DAC: BF8C0F70
	v_mad_u64_u32 v[200:201], s[8:9], s0, v1, v[20:21]         // 000000001DB0: D1E808C8 04520200
	v_alignbit_b32 v19, s17, v18, 31                           // 000000001DB8: D1CE0013 027E2411
	v_mov_b32_e32 v18, v201                                    // 000000001DC0: 7E2403C9
	v_mad_u64_u32 v[50:51], s[8:9], v19, v1, v[18:19]          // 000000001DC4: D1E80832 044A0313
	s_nop 0                                                    // 000000001DCC: BF800000
	v_mov_b32_dpp v18, v200 row_newbcast:0 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000001DD0: 7E2402FA FF0950C8
	v_mov_b32_dpp v19, v50 row_newbcast:0 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000001DD8: 7E2602FA FF095032
	v_mov_b32_dpp v21, v50 row_newbcast:1 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000001DE0: 7E2A02FA FF095132
	v_mov_b32_dpp v20, v200 row_newbcast:1 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000001DE8: 7E2802FA FF0951C8
	v_mov_b32_dpp v23, v50 row_newbcast:2 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000001DF0: 7E2E02FA FF095232
	v_mov_b32_dpp v22, v200 row_newbcast:2 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000001DF8: 7E2C02FA FF0952C8
	v_mov_b32_dpp v25, v50 row_newbcast:3 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000001E00: 7E3202FA FF095332
	v_mov_b32_dpp v24, v200 row_newbcast:3 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000001E08: 7E3002FA FF0953C8
	v_lshl_add_u64 v[26:27], v[198:199], 0, v[18:19]           // 000000001E10: D208001A 044901C6
	v_lshl_add_u64 v[28:29], v[198:199], 0, v[20:21]           // 000000001E18: D208001C 045101C6
	global_load_dwordx4 v[86:89], v[26:27], off nt             // 000000001E20: DC5E8000 567F001A
	global_load_dwordx4 v[90:93], v[28:29], off nt             // 000000001E28: DC5E8000 5A7F001C
	v_lshl_add_u64 v[26:27], v[198:199], 0, v[22:23]           // 000000001E30: D208001A 045901C6
	v_lshl_add_u64 v[28:29], v[198:199], 0, v[24:25]           // 000000001E38: D208001C 046101C6
	v_lshl_add_u64 v[52:53], v[196:197], 0, v[18:19]           // 000000001E40: D2080034 044901C4
	v_lshl_add_u64 v[54:55], v[196:197], 0, v[20:21]           // 000000001E48: D2080036 045101C4
	v_lshl_add_u64 v[56:57], v[196:197], 0, v[22:23]           // 000000001E50: D2080038 045901C4
	v_lshl_add_u64 v[58:59], v[196:197], 0, v[24:25]           // 000000001E58: D208003A 046101C4
	v_mov_b32_dpp v19, v50 row_newbcast:4 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000001E60: 7E2602FA FF095432
	v_mov_b32_dpp v18, v200 row_newbcast:4 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000001E68: 7E2402FA FF0954C8
	v_mov_b32_dpp v21, v50 row_newbcast:5 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000001E70: 7E2A02FA FF095532
	v_mov_b32_dpp v20, v200 row_newbcast:5 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000001E78: 7E2802FA FF0955C8
	v_mov_b32_dpp v23, v50 row_newbcast:6 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000001E80: 7E2E02FA FF095632
	v_mov_b32_dpp v22, v200 row_newbcast:6 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000001E88: 7E2C02FA FF0956C8
	v_mov_b32_dpp v25, v50 row_newbcast:7 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000001E90: 7E3202FA FF095732
	v_mov_b32_dpp v24, v200 row_newbcast:7 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000001E98: 7E3002FA FF0957C8
	global_load_dwordx4 v[94:97], v[26:27], off nt             // 000000001EA0: DC5E8000 5E7F001A
	global_load_dwordx4 v[98:101], v[28:29], off nt            // 000000001EA8: DC5E8000 627F001C
	v_lshl_add_u64 v[60:61], v[198:199], 0, v[18:19]           // 000000001EB0: D208003C 044901C6
	v_lshl_add_u64 v[62:63], v[198:199], 0, v[20:21]           // 000000001EB8: D208003E 045101C6
	v_lshl_add_u64 v[64:65], v[198:199], 0, v[22:23]           // 000000001EC0: D2080040 045901C6
	v_lshl_add_u64 v[66:67], v[198:199], 0, v[24:25]           // 000000001EC8: D2080042 046101C6
	v_lshl_add_u64 v[68:69], v[196:197], 0, v[18:19]           // 000000001ED0: D2080044 044901C4
	v_lshl_add_u64 v[70:71], v[196:197], 0, v[20:21]           // 000000001ED8: D2080046 045101C4
	v_lshl_add_u64 v[72:73], v[196:197], 0, v[22:23]           // 000000001EE0: D2080048 045901C4
	v_lshl_add_u64 v[74:75], v[196:197], 0, v[24:25]           // 000000001EE8: D208004A 046101C4
	global_load_dwordx4 v[18:21], v[52:53], off nt             // 000000001EF0: DC5E8000 127F0034
	global_load_dwordx4 v[22:25], v[54:55], off nt             // 000000001EF8: DC5E8000 167F0036
	global_load_dwordx4 v[26:29], v[56:57], off nt             // 000000001F00: DC5E8000 1A7F0038
	global_load_dwordx4 v[30:33], v[58:59], off nt             // 000000001F08: DC5E8000 1E7F003A
	global_load_dwordx4 v[114:117], v[60:61], off nt           // 000000001F10: DC5E8000 727F003C
	global_load_dwordx4 v[118:121], v[62:63], off nt           // 000000001F18: DC5E8000 767F003E
	global_load_dwordx4 v[122:125], v[64:65], off nt           // 000000001F20: DC5E8000 7A7F0040
	global_load_dwordx4 v[126:129], v[66:67], off nt           // 000000001F28: DC5E8000 7E7F0042
	global_load_dwordx4 v[42:45], v[68:69], off nt             // 000000001F30: DC5E8000 2A7F0044
	global_load_dwordx4 v[46:49], v[70:71], off nt             // 000000001F38: DC5E8000 2E7F0046
	global_load_dwordx4 v[34:37], v[72:73], off nt             // 000000001F40: DC5E8000 227F0048
	global_load_dwordx4 v[38:41], v[74:75], off nt             // 000000001F48: DC5E8000 267F004A
	s_lshl_b32 s5, s40, 12                                     // 000000001F50: 8E058C28
	v_lshlrev_b32_e32 v1, 10, v76                              // 000000001F54: 2402988A
	v_or3_b32 v208, v77, v1, s5                                // 000000001F58: D20200D0 0016034D
	v_lshlrev_b32_e32 v1, 8, v202                              // 000000001F60: 24039488
	v_or3_b32 v207, v78, v1, s5                                // 000000001F64: D20200CF 0016034E
	v_mov_b32_e32 v1, v50                                      // 000000001F6C: 7E020332
	s_and_b64 vcc, exec, s[14:15]                              // 000000001F70: 86EA0E7E
	v_lshlrev_b32_e32 v50, 2, v194                             // 000000001F74: 24658482
	v_xor_b32_e32 v213, 16, v208                               // 000000001F78: 2BABA090
	v_xor_b32_e32 v214, 32, v208                               // 000000001F7C: 2BADA0A0
	v_xor_b32_e32 v215, 48, v208                               // 000000001F80: 2BAFA0B0
	v_xor_b32_e32 v216, 64, v207                               // 000000001F84: 2BB19EC0
	s_cbranch_vccz 76                                          // 000000001F88: BF86004C <paged_attention_decode+0x5BC>
	v_xor_b32_e32 v205, 64, v50                                // 000000001F8C: 2B9A64C0
	v_xor_b32_e32 v204, 0x80, v50                              // 000000001F90: 2B9864FF 00000080
	v_xor_b32_e32 v182, 16, v208                               // 000000001F98: 2B6DA090
	v_xor_b32_e32 v183, 32, v208                               // 000000001F9C: 2B6FA0A0
	v_xor_b32_e32 v185, 48, v208                               // 000000001FA0: 2B73A0B0
	v_xor_b32_e32 v184, 64, v207                               // 000000001FA4: 2B719EC0
	v_xor_b32_e32 v209, 0x80, v207                             // 000000001FA8: 2BA39EFF 00000080
	v_xor_b32_e32 v210, 0xc0, v207                             // 000000001FB0: 2BA59EFF 000000C0
	s_mov_b32 s8, 0                                            // 000000001FB8: BE880080
	s_cbranch_execz 64                                         // 000000001FBC: BF880040 <paged_attention_decode+0x5C0>
	v_mov_b32_e32 v70, 0                                       // 000000001FC0: 7E8C0280
	v_mov_b32_e32 v71, v70                                     // 000000001FC4: 7E8E0346
	v_mov_b32_e32 v72, v70                                     // 000000001FC8: 7E900346
	v_mov_b32_e32 v73, v70                                     // 000000001FCC: 7E920346
	v_mov_b64_e32 v[80:81], v[72:73]                           // 000000001FD0: 7EA07148
	v_mov_b64_e32 v[76:77], v[72:73]                           // 000000001FD4: 7E987148
	v_mov_b64_e32 v[66:67], v[70:71]                           // 000000001FD8: 7E847146
	v_mov_b64_e32 v[62:63], v[70:71]                           // 000000001FDC: 7E7C7146
	v_mov_b64_e32 v[58:59], v[70:71]                           // 000000001FE0: 7E747146
	v_mov_b64_e32 v[54:55], v[70:71]                           // 000000001FE4: 7E6C7146
	v_mov_b64_e32 v[50:51], v[70:71]                           // 000000001FE8: 7E647146
	v_mov_b64_e32 v[84:85], v[72:73]                           // 000000001FEC: 7EA87148
	v_mov_b32_e32 v206, 0xff7fffff                             // 000000001FF0: 7F9C02FF FF7FFFFF
	v_mov_b64_e32 v[78:79], v[70:71]                           // 000000001FF8: 7E9C7146
	v_mov_b64_e32 v[74:75], v[70:71]                           // 000000001FFC: 7E947146
	v_mov_b64_e32 v[68:69], v[72:73]                           // 000000002000: 7E887148
	v_mov_b64_e32 v[64:65], v[72:73]                           // 000000002004: 7E807148
	v_mov_b64_e32 v[60:61], v[72:73]                           // 000000002008: 7E787148
	v_mov_b64_e32 v[56:57], v[72:73]                           // 00000000200C: 7E707148
	v_mov_b64_e32 v[52:53], v[72:73]                           // 000000002010: 7E687148
	v_mov_b64_e32 v[82:83], v[70:71]                           // 000000002014: 7EA47146
	s_branch 824                                               // 000000002018: BF820338 <paged_attention_decode+0x11FC>
	v_mov_b32_e32 v5, 0                                        // 00000000201C: 7E0A0280
	v_mov_b32_e32 v206, 0xff7fffff                             // 000000002020: 7F9C02FF FF7FFFFF
	v_mov_b32_e32 v4, v5                                       // 000000002028: 7E080305
	v_mov_b32_e32 v3, v5                                       // 00000000202C: 7E060305
	v_mov_b32_e32 v2, v5                                       // 000000002030: 7E040305
	v_mov_b32_e32 v9, v5                                       // 000000002034: 7E120305
	v_mov_b32_e32 v8, v5                                       // 000000002038: 7E100305
	v_mov_b32_e32 v7, v5                                       // 00000000203C: 7E0E0305
	v_mov_b32_e32 v6, v5                                       // 000000002040: 7E0C0305
	v_mov_b32_e32 v13, v5                                      // 000000002044: 7E1A0305
	v_mov_b32_e32 v12, v5                                      // 000000002048: 7E180305
	v_mov_b32_e32 v11, v5                                      // 00000000204C: 7E160305
	v_mov_b32_e32 v10, v5                                      // 000000002050: 7E140305
	v_mov_b32_e32 v17, v5                                      // 000000002054: 7E220305
	v_mov_b32_e32 v16, v5                                      // 000000002058: 7E200305
	v_mov_b32_e32 v15, v5                                      // 00000000205C: 7E1E0305
	v_mov_b32_e32 v14, v5                                      // 000000002060: 7E1C0305
	v_mov_b32_e32 v31, v5                                      // 000000002064: 7E3E0305
	v_mov_b32_e32 v30, v5                                      // 000000002068: 7E3C0305
	v_mov_b32_e32 v29, v5                                      // 00000000206C: 7E3A0305
	v_mov_b32_e32 v28, v5                                      // 000000002070: 7E380305
	v_mov_b32_e32 v35, v5                                      // 000000002074: 7E460305
	v_mov_b32_e32 v34, v5                                      // 000000002078: 7E440305
	v_mov_b32_e32 v33, v5                                      // 00000000207C: 7E420305
	v_mov_b32_e32 v32, v5                                      // 000000002080: 7E400305
	v_mov_b32_e32 v25, v5                                      // 000000002084: 7E320305
	v_mov_b32_e32 v24, v5                                      // 000000002088: 7E300305
	v_mov_b32_e32 v23, v5                                      // 00000000208C: 7E2E0305
	v_mov_b32_e32 v22, v5                                      // 000000002090: 7E2C0305
	v_mov_b32_e32 v21, v5                                      // 000000002094: 7E2A0305
	v_mov_b32_e32 v20, v5                                      // 000000002098: 7E280305
	v_mov_b32_e32 v19, v5                                      // 00000000209C: 7E260305
	v_mov_b32_e32 v18, v5                                      // 0000000020A0: 7E240305
	v_mov_b32_e32 v26, v5                                      // 0000000020A4: 7E340305
	s_lshl_b32 s5, s40, 12                                     // 0000000020A8: 8E058C28
	v_cmp_gt_u32_e32 vcc, 16, v194                             // 0000000020AC: 7D998490
	s_and_saveexec_b64 s[0:1], vcc                             // 0000000020B0: BE80206A
	s_cbranch_execnz 1503                                      // 0000000020B4: BF8905DF <paged_attention_decode+0x1D34>
	s_branch 1508                                              // 0000000020B8: BF8205E4 <paged_attention_decode+0x1D4C>
	s_mov_b32 s8, 0                                            // 0000000020BC: BE880080
	v_mov_b32_e32 v103, 0                                      // 0000000020C0: 7ECE0280
	v_mov_b32_e32 v102, v103                                   // 0000000020C4: 7ECC0367
	s_mov_b32 s10, s8                                          // 0000000020C8: BE8A0008
	s_mov_b32 s11, s8                                          // 0000000020CC: BE8B0008
	v_xor_b32_e32 v205, 64, v50                                // 0000000020D0: 2B9A64C0
	v_xor_b32_e32 v204, 0x80, v50                              // 0000000020D4: 2B9864FF 00000080
	v_mov_b32_e32 v104, v103                                   // 0000000020DC: 7ED00367
	v_mov_b32_e32 v105, v103                                   // 0000000020E0: 7ED20367
	s_mov_b32 s9, s8                                           // 0000000020E4: BE890008
	v_mov_b64_e32 v[108:109], s[10:11]                         // 0000000020E8: 7ED8700A
	v_mov_b64_e32 v[82:83], v[102:103]                         // 0000000020EC: 7EA47166
	v_mov_b64_e32 v[50:51], v[102:103]                         // 0000000020F0: 7E647166
	v_mov_b64_e32 v[54:55], v[102:103]                         // 0000000020F4: 7E6C7166
	v_mov_b64_e32 v[58:59], v[102:103]                         // 0000000020F8: 7E747166
	v_mov_b64_e32 v[62:63], v[102:103]                         // 0000000020FC: 7E7C7166
	v_mov_b64_e32 v[66:67], v[102:103]                         // 000000002100: 7E847166
	v_mov_b64_e32 v[74:75], v[102:103]                         // 000000002104: 7E947166
	v_mov_b64_e32 v[78:79], v[102:103]                         // 000000002108: 7E9C7166
	v_mov_b64_e32 v[70:71], v[102:103]                         // 00000000210C: 7E8C7166
	v_xor_b32_e32 v209, 0x80, v207                             // 000000002110: 2BA39EFF 00000080
	v_xor_b32_e32 v210, 0xc0, v207                             // 000000002118: 2BA59EFF 000000C0
	v_mov_b32_e32 v206, 0xff7fffff                             // 000000002120: 7F9C02FF FF7FFFFF
	v_mov_b64_e32 v[106:107], s[8:9]                           // 000000002128: 7ED47008
	s_mov_b32 s5, 0x5040100                                    // 00000000212C: BE8500FF 05040100
	s_mov_b32 s14, 0x7060302                                   // 000000002134: BE8E00FF 07060302
	v_mov_b32_e32 v110, 0x3f803f80                             // 00000000213C: 7EDC02FF 3F803F80
	v_mov_b64_e32 v[84:85], v[104:105]                         // 000000002144: 7EA87168
	v_mov_b64_e32 v[52:53], v[104:105]                         // 000000002148: 7E687168
	v_mov_b64_e32 v[56:57], v[104:105]                         // 00000000214C: 7E707168
	v_mov_b64_e32 v[60:61], v[104:105]                         // 000000002150: 7E787168
	v_mov_b64_e32 v[64:65], v[104:105]                         // 000000002154: 7E807168
	v_mov_b64_e32 v[68:69], v[104:105]                         // 000000002158: 7E887168
	v_mov_b64_e32 v[76:77], v[104:105]                         // 00000000215C: 7E987168
	v_mov_b64_e32 v[80:81], v[104:105]                         // 000000002160: 7EA07168
	v_mov_b64_e32 v[72:73], v[104:105]                         // 000000002164: 7E907168
	s_branch 115                                               // 000000002168: BF820073 <paged_attention_decode+0x838>
	v_sub_f32_e32 v165, v165, v206                             // 00000000216C: 054B9DA5
	v_sub_f32_e32 v104, v167, v206                             // 000000002170: 04D19DA7
	v_exp_f32_e32 v167, v165                                   // 000000002174: 7F4E41A5
	v_sub_f32_e32 v165, v166, v206                             // 000000002178: 054B9DA6
	v_sub_f32_e32 v164, v164, v206                             // 00000000217C: 05499DA4
	v_sub_f32_e32 v163, v163, v206                             // 000000002180: 05479DA3
	v_sub_f32_e32 v162, v162, v206                             // 000000002184: 05459DA2
	v_sub_f32_e32 v105, v105, v206                             // 000000002188: 04D39D69
	v_sub_f32_e32 v102, v102, v206                             // 00000000218C: 04CD9D66
	v_exp_f32_e32 v104, v104                                   // 000000002190: 7ED04168
	v_exp_f32_e32 v166, v165                                   // 000000002194: 7F4C41A5
	v_exp_f32_e32 v164, v164                                   // 000000002198: 7F4841A4
	v_exp_f32_e32 v163, v163                                   // 00000000219C: 7F4641A3
	v_exp_f32_e32 v162, v162                                   // 0000000021A0: 7F4441A2
	v_exp_f32_e32 v105, v105                                   // 0000000021A4: 7ED24169
	v_exp_f32_e32 v102, v102                                   // 0000000021A8: 7ECC4166
	v_cvt_pk_bf16_f32 v164, v164, v163                         // 0000000021AC: D26800A4 000347A4
	s_waitcnt vmcnt(19)                                        // 0000000021B4: BF8C4F73
	v_perm_b32 v168, v158, v154, s5                            // 0000000021B8: D1ED00A8 0017359E
	v_cvt_pk_bf16_f32 v165, v162, v105                         // 0000000021C0: D26800A5 0002D3A2
	v_cvt_pk_bf16_f32 v162, v104, v167                         // 0000000021C8: D26800A2 00034F68
	v_cvt_pk_bf16_f32 v163, v166, v102                         // 0000000021D0: D26800A3 0002CDA6
	s_waitcnt vmcnt(17)                                        // 0000000021D8: BF8C4F71
	v_perm_b32 v169, v150, v146, s5                            // 0000000021DC: D1ED00A9 00172596
	v_perm_b32 v166, v134, v130, s5                            // 0000000021E4: D1ED00A6 00170586
	v_perm_b32 v167, v142, v138, s5                            // 0000000021EC: D1ED00A7 0017158E
	v_perm_b32 v172, v158, v154, s14                           // 0000000021F4: D1ED00AC 003B359E
	v_perm_b32 v173, v150, v146, s14                           // 0000000021FC: D1ED00AD 003B2596
	v_perm_b32 v176, v159, v155, s5                            // 000000002204: D1ED00B0 0017379F
	v_perm_b32 v177, v151, v147, s5                            // 00000000220C: D1ED00B1 00172797
	v_perm_b32 v180, v159, v155, s14                           // 000000002214: D1ED00B4 003B379F
	v_perm_b32 v181, v151, v147, s14                           // 00000000221C: D1ED00B5 003B2797
	v_perm_b32 v184, v160, v156, s5                            // 000000002224: D1ED00B8 001739A0
	v_perm_b32 v185, v152, v148, s5                            // 00000000222C: D1ED00B9 00172998
	v_perm_b32 v170, v134, v130, s14                           // 000000002234: D1ED00AA 003B0586
	v_perm_b32 v171, v142, v138, s14                           // 00000000223C: D1ED00AB 003B158E
	v_mfma_f32_16x16x32_bf16 v[70:73], v[166:169], v[162:165], v[70:73] // 000000002244: D3B50046 051B45A6
	v_perm_b32 v168, v160, v156, s14                           // 00000000224C: D1ED00A8 003B39A0
	v_perm_b32 v174, v135, v131, s5                            // 000000002254: D1ED00AE 00170787
	v_perm_b32 v175, v143, v139, s5                            // 00000000225C: D1ED00AF 0017178F
	v_perm_b32 v169, v152, v148, s14                           // 000000002264: D1ED00A9 003B2998
	v_perm_b32 v178, v135, v131, s14                           // 00000000226C: D1ED00B2 003B0787
	v_perm_b32 v179, v143, v139, s14                           // 000000002274: D1ED00B3 003B178F
	v_perm_b32 v158, v161, v157, s5                            // 00000000227C: D1ED009E 00173BA1
	v_perm_b32 v182, v136, v132, s5                            // 000000002284: D1ED00B6 00170988
	v_perm_b32 v183, v144, v140, s5                            // 00000000228C: D1ED00B7 00171990
	v_perm_b32 v159, v153, v149, s5                            // 000000002294: D1ED009F 00172B99
	v_perm_b32 v166, v136, v132, s14                           // 00000000229C: D1ED00A6 003B0988
	v_perm_b32 v167, v144, v140, s14                           // 0000000022A4: D1ED00A7 003B1990
	v_perm_b32 v134, v161, v157, s14                           // 0000000022AC: D1ED0086 003B3BA1
	v_perm_b32 v156, v137, v133, s5                            // 0000000022B4: D1ED009C 00170B89
	v_perm_b32 v157, v145, v141, s5                            // 0000000022BC: D1ED009D 00171B91
	v_perm_b32 v135, v153, v149, s14                           // 0000000022C4: D1ED0087 003B2B99
	v_perm_b32 v132, v137, v133, s14                           // 0000000022CC: D1ED0084 003B0B89
	v_perm_b32 v133, v145, v141, s14                           // 0000000022D4: D1ED0085 003B1B91
	v_mfma_f32_16x16x32_bf16 v[82:85], v[110:113], v[162:165], v[82:85] // 0000000022DC: D3B50052 054B456E
	s_add_i32 s15, s43, 0x100                                  // 0000000022E4: 810FFF2B 00000100
	s_add_i32 s16, s43, 0x200                                  // 0000000022EC: 8110FF2B 00000200
	s_cmp_ge_i32 s16, s42                                      // 0000000022F4: BF032A10
	v_mfma_f32_16x16x32_bf16 v[78:81], v[170:173], v[162:165], v[78:81] // 0000000022F8: D3B5004E 053B45AA
	s_mov_b32 s43, s15                                         // 000000002300: BEAB000F
	v_mfma_f32_16x16x32_bf16 v[74:77], v[174:177], v[162:165], v[74:77] // 000000002304: D3B5004A 052B45AE
	v_mfma_f32_16x16x32_bf16 v[66:69], v[178:181], v[162:165], v[66:69] // 00000000230C: D3B50042 050B45B2
	v_mfma_f32_16x16x32_bf16 v[62:65], v[182:185], v[162:165], v[62:65] // 000000002314: D3B5003E 04FB45B6
	v_mfma_f32_16x16x32_bf16 v[58:61], v[166:169], v[162:165], v[58:61] // 00000000231C: D3B5003A 04EB45A6
	v_mfma_f32_16x16x32_bf16 v[54:57], v[156:159], v[162:165], v[54:57] // 000000002324: D3B50036 04DB459C
	v_mfma_f32_16x16x32_bf16 v[50:53], v[132:135], v[162:165], v[50:53] // 00000000232C: D3B50032 04CB4584
	s_cbranch_scc1 621                                         // 000000002334: BF85026D <paged_attention_decode+0x11EC>
	v_mov_b32_dpp v105, v1 row_newbcast:8 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002338: 7ED202FA FF095801
	v_mov_b32_dpp v104, v200 row_newbcast:8 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002340: 7ED002FA FF0958C8
	v_mov_b32_dpp v113, v1 row_newbcast:9 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002348: 7EE202FA FF095901
	v_mov_b32_dpp v112, v200 row_newbcast:9 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002350: 7EE002FA FF0959C8
	v_mov_b32_dpp v139, v1 row_newbcast:10 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002358: 7F1602FA FF095A01
	v_mov_b32_dpp v138, v200 row_newbcast:10 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002360: 7F1402FA FF095AC8
	v_mov_b32_dpp v141, v1 row_newbcast:11 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002368: 7F1A02FA FF095B01
	v_mov_b32_dpp v140, v200 row_newbcast:11 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002370: 7F1802FA FF095BC8
	v_lshl_add_u64 v[130:131], v[198:199], 0, v[104:105]       // 000000002378: D2080082 05A101C6
	v_lshl_add_u64 v[132:133], v[198:199], 0, v[112:113]       // 000000002380: D2080084 05C101C6
	global_load_dwordx4 v[162:165], v[130:131], off nt         // 000000002388: DC5E8000 A27F0082
	global_load_dwordx4 v[166:169], v[132:133], off nt         // 000000002390: DC5E8000 A67F0084
	v_lshl_add_u64 v[130:131], v[198:199], 0, v[138:139]       // 000000002398: D2080082 062901C6
	v_lshl_add_u64 v[132:133], v[198:199], 0, v[140:141]       // 0000000023A0: D2080084 063101C6
	v_lshl_add_u64 v[104:105], v[196:197], 0, v[104:105]       // 0000000023A8: D2080068 05A101C4
	global_load_dwordx4 v[170:173], v[130:131], off nt         // 0000000023B0: DC5E8000 AA7F0082
	global_load_dwordx4 v[174:177], v[132:133], off nt         // 0000000023B8: DC5E8000 AE7F0084
	v_lshl_add_u64 v[112:113], v[196:197], 0, v[112:113]       // 0000000023C0: D2080070 05C101C4
	global_load_dwordx4 v[130:133], v[104:105], off nt         // 0000000023C8: DC5E8000 827F0068
	global_load_dwordx4 v[134:137], v[112:113], off nt         // 0000000023D0: DC5E8000 867F0070
	v_lshl_add_u64 v[104:105], v[196:197], 0, v[138:139]       // 0000000023D8: D2080068 062901C4
	v_lshl_add_u64 v[112:113], v[196:197], 0, v[140:141]       // 0000000023E0: D2080070 063101C4
	global_load_dwordx4 v[138:141], v[104:105], off nt         // 0000000023E8: DC5E8000 8A7F0068
	global_load_dwordx4 v[142:145], v[112:113], off nt         // 0000000023F0: DC5E8000 8E7F0070
	v_mov_b32_dpp v105, v1 row_newbcast:12 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 0000000023F8: 7ED202FA FF095C01
	v_mov_b32_dpp v104, v200 row_newbcast:12 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002400: 7ED002FA FF095CC8
	v_mov_b32_dpp v113, v1 row_newbcast:13 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002408: 7EE202FA FF095D01
	v_mov_b32_dpp v112, v200 row_newbcast:13 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002410: 7EE002FA FF095DC8
	v_mov_b32_dpp v147, v1 row_newbcast:14 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002418: 7F2602FA FF095E01
	v_mov_b32_dpp v146, v200 row_newbcast:14 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002420: 7F2402FA FF095EC8
	v_lshl_add_u64 v[150:151], v[198:199], 0, v[104:105]       // 000000002428: D2080096 05A101C6
	v_mov_b32_dpp v149, v1 row_newbcast:15 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002430: 7F2A02FA FF095F01
	v_mov_b32_dpp v148, v200 row_newbcast:15 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002438: 7F2802FA FF095FC8
	v_lshl_add_u64 v[152:153], v[198:199], 0, v[112:113]       // 000000002440: D2080098 05C101C6
	global_load_dwordx4 v[178:181], v[150:151], off nt         // 000000002448: DC5E8000 B27F0096
	global_load_dwordx4 v[182:185], v[152:153], off nt         // 000000002450: DC5E8000 B67F0098
	v_lshl_add_u64 v[150:151], v[198:199], 0, v[146:147]       // 000000002458: D2080096 064901C6
	v_lshl_add_u64 v[104:105], v[196:197], 0, v[104:105]       // 000000002460: D2080068 05A101C4
	v_lshl_add_u64 v[152:153], v[198:199], 0, v[148:149]       // 000000002468: D2080098 065101C6
	global_load_dwordx4 v[186:189], v[150:151], off nt         // 000000002470: DC5E8000 BA7F0096
	global_load_dwordx4 v[190:193], v[152:153], off nt         // 000000002478: DC5E8000 BE7F0098
	v_lshl_add_u64 v[112:113], v[196:197], 0, v[112:113]       // 000000002480: D2080070 05C101C4
	global_load_dwordx4 v[154:157], v[104:105], off nt         // 000000002488: DC5E8000 9A7F0068
	global_load_dwordx4 v[158:161], v[112:113], off nt         // 000000002490: DC5E8000 9E7F0070
	v_lshl_add_u64 v[104:105], v[196:197], 0, v[146:147]       // 000000002498: D2080068 064901C4
	v_lshl_add_u64 v[112:113], v[196:197], 0, v[148:149]       // 0000000024A0: D2080070 065101C4
	global_load_dwordx4 v[146:149], v[104:105], off nt         // 0000000024A8: DC5E8000 927F0068
	global_load_dwordx4 v[150:153], v[112:113], off nt         // 0000000024B0: DC5E8000 967F0070
	s_waitcnt vmcnt(31)                                        // 0000000024B8: BF8C4F7F
	ds_write_b128 v208, v[86:89]                               // 0000000024BC: D9BE0000 000056D0
	s_waitcnt vmcnt(30)                                        // 0000000024C4: BF8C4F7E
	ds_write_b128 v213, v[90:93] offset:256                    // 0000000024C8: D9BE0100 00005AD5
	s_waitcnt vmcnt(29)                                        // 0000000024D0: BF8C4F7D
	ds_write_b128 v214, v[94:97] offset:512                    // 0000000024D4: D9BE0200 00005ED6
	s_waitcnt vmcnt(28)                                        // 0000000024DC: BF8C4F7C
	ds_write_b128 v215, v[98:101] offset:768                   // 0000000024E0: D9BE0300 000062D7
	ds_read_b128 v[86:89], v207                                // 0000000024E8: D9FE0000 560000CF
	ds_read_b128 v[90:93], v216                                // 0000000024F0: D9FE0000 5A0000D8
	ds_read_b128 v[94:97], v209                                // 0000000024F8: D9FE0000 5E0000D1
	ds_read_b128 v[98:101], v210                               // 000000002500: D9FE0000 620000D2
	s_waitcnt lgkmcnt(3)                                       // 000000002508: BF8CC37F
	v_mfma_f32_16x16x32_bf16 v[86:89], v[86:89], v[14:17], v[106:109] // 00000000250C: D3B50056 05AA1D56
	s_waitcnt vmcnt(23)                                        // 000000002514: BF8C4F77
	ds_write_b128 v208, v[114:117]                             // 000000002518: D9BE0000 000072D0
	s_waitcnt vmcnt(22)                                        // 000000002520: BF8C4F76
	ds_write_b128 v213, v[118:121] offset:256                  // 000000002524: D9BE0100 000076D5
	s_waitcnt vmcnt(21)                                        // 00000000252C: BF8C4F75
	ds_write_b128 v214, v[122:125] offset:512                  // 000000002530: D9BE0200 00007AD6
	s_waitcnt vmcnt(20)                                        // 000000002538: BF8C4F74
	ds_write_b128 v215, v[126:129] offset:768                  // 00000000253C: D9BE0300 00007ED7
	s_waitcnt lgkmcnt(6)                                       // 000000002544: BF8CC67F
	v_mfma_f32_16x16x32_bf16 v[86:89], v[90:93], v[10:13], v[86:89] // 000000002548: D3B50056 055A155A
	ds_read_b128 v[90:93], v207                                // 000000002550: D9FE0000 5A0000CF
	v_add_f32_e32 v104, 0x41000000, v206                       // 000000002558: 02D19CFF 41000000
	s_waitcnt lgkmcnt(6)                                       // 000000002560: BF8CC67F
	v_mfma_f32_16x16x32_bf16 v[86:89], v[94:97], v[6:9], v[86:89] // 000000002564: D3B50056 055A0D5E
	ds_read_b128 v[94:97], v216                                // 00000000256C: D9FE0000 5E0000D8
	s_waitcnt lgkmcnt(6)                                       // 000000002574: BF8CC67F
	v_mfma_f32_16x16x32_bf16 v[98:101], v[98:101], v[2:5], v[86:89] // 000000002578: D3B50062 055A0562
	s_nop 4                                                    // 000000002580: BF800004
	ds_read_b128 v[86:89], v209                                // 000000002584: D9FE0000 560000D1
	s_waitcnt lgkmcnt(2)                                       // 00000000258C: BF8CC27F
	v_mfma_f32_16x16x32_bf16 v[90:93], v[90:93], v[14:17], v[106:109] // 000000002590: D3B5005A 05AA1D5A
	s_waitcnt lgkmcnt(1)                                       // 000000002598: BF8CC17F
	v_mfma_f32_16x16x32_bf16 v[90:93], v[94:97], v[10:13], v[90:93] // 00000000259C: D3B5005A 056A155E
	ds_read_b128 v[94:97], v210                                // 0000000025A4: D9FE0000 5E0000D2
	s_waitcnt lgkmcnt(1)                                       // 0000000025AC: BF8CC17F
	v_mfma_f32_16x16x32_bf16 v[112:115], v[86:89], v[6:9], v[90:93] // 0000000025B0: D3B50070 056A0D56
	v_mul_f32_e32 v89, 0x3e0293ee, v100                        // 0000000025B8: 0AB2C8FF 3E0293EE
	s_waitcnt lgkmcnt(0)                                       // 0000000025C0: BF8CC07F
	v_mfma_f32_16x16x32_bf16 v[94:97], v[94:97], v[2:5], v[112:115] // 0000000025C4: D3B5005E 05C2055E
	s_nop 1                                                    // 0000000025CC: BF800001
	v_mul_f32_e32 v92, 0x3e0293ee, v98                         // 0000000025D0: 0AB8C4FF 3E0293EE
	v_mul_f32_e32 v91, 0x3e0293ee, v99                         // 0000000025D8: 0AB6C6FF 3E0293EE
	v_mul_f32_e32 v90, 0x3e0293ee, v101                        // 0000000025E0: 0AB4CAFF 3E0293EE
	v_max_f32_e32 v93, v92, v91                                // 0000000025E8: 16BAB75C
	s_nop 1                                                    // 0000000025EC: BF800001
	v_mul_f32_e32 v88, 0x3e0293ee, v94                         // 0000000025F0: 0AB0BCFF 3E0293EE
	v_mul_f32_e32 v87, 0x3e0293ee, v95                         // 0000000025F8: 0AAEBEFF 3E0293EE
	v_max3_f32 v93, v93, v89, v90                              // 000000002600: D1D3005D 056AB35D
	v_mul_f32_e32 v86, 0x3e0293ee, v96                         // 000000002608: 0AACC0FF 3E0293EE
	v_mul_f32_e32 v1, 0x3e0293ee, v97                          // 000000002610: 0A02C2FF 3E0293EE
	v_max3_f32 v93, v93, v88, v87                              // 000000002618: D1D3005D 055EB15D
	v_max3_f32 v93, v93, v86, v1                               // 000000002620: D1D3005D 0406AD5D
	v_cmp_gt_f32_e32 vcc, v93, v104                            // 000000002628: 7C88D15D
	s_cbranch_vccz 52                                          // 00000000262C: BF860034 <paged_attention_decode+0xC00>
	ds_bpermute_b32 v94, v205, v93                             // 000000002630: D87E0000 5E005DCD
	v_max_f32_e32 v93, v93, v93                                // 000000002638: 16BABB5D
	s_waitcnt lgkmcnt(0)                                       // 00000000263C: BF8CC07F
	v_max_f32_e32 v94, v94, v94                                // 000000002640: 16BCBD5E
	v_max_f32_e32 v93, v93, v94                                // 000000002644: 16BABD5D
	ds_bpermute_b32 v94, v204, v93                             // 000000002648: D87E0000 5E005DCC
	s_waitcnt lgkmcnt(0)                                       // 000000002650: BF8CC07F
	v_max3_f32 v93, v206, v93, v94                             // 000000002654: D1D3005D 057ABBCE
	v_sub_f32_e32 v94, v206, v93                               // 00000000265C: 04BCBBCE
	v_exp_f32_e32 v94, v94                                     // 000000002660: 7EBC415E
	v_add_f32_e32 v104, 0x41000000, v93                        // 000000002664: 02D0BAFF 41000000
	v_mov_b32_e32 v206, v93                                    // 00000000266C: 7F9C035D
	v_pk_mul_f32 v[72:73], v[94:95], v[72:73] op_sel_hi:[0,1]  // 000000002670: D3B14048 1002915E
	v_pk_mul_f32 v[70:71], v[94:95], v[70:71] op_sel_hi:[0,1]  // 000000002678: D3B14046 10028D5E
	v_pk_mul_f32 v[80:81], v[94:95], v[80:81] op_sel_hi:[0,1]  // 000000002680: D3B14050 1002A15E
	v_pk_mul_f32 v[78:79], v[94:95], v[78:79] op_sel_hi:[0,1]  // 000000002688: D3B1404E 10029D5E
	v_pk_mul_f32 v[76:77], v[94:95], v[76:77] op_sel_hi:[0,1]  // 000000002690: D3B1404C 1002995E
	v_pk_mul_f32 v[74:75], v[94:95], v[74:75] op_sel_hi:[0,1]  // 000000002698: D3B1404A 1002955E
	v_pk_mul_f32 v[68:69], v[94:95], v[68:69] op_sel_hi:[0,1]  // 0000000026A0: D3B14044 1002895E
	v_pk_mul_f32 v[66:67], v[94:95], v[66:67] op_sel_hi:[0,1]  // 0000000026A8: D3B14042 1002855E
	v_pk_mul_f32 v[64:65], v[94:95], v[64:65] op_sel_hi:[0,1]  // 0000000026B0: D3B14040 1002815E
	v_pk_mul_f32 v[62:63], v[94:95], v[62:63] op_sel_hi:[0,1]  // 0000000026B8: D3B1403E 10027D5E
	v_pk_mul_f32 v[60:61], v[94:95], v[60:61] op_sel_hi:[0,1]  // 0000000026C0: D3B1403C 1002795E
	v_pk_mul_f32 v[58:59], v[94:95], v[58:59] op_sel_hi:[0,1]  // 0000000026C8: D3B1403A 1002755E
	v_pk_mul_f32 v[56:57], v[94:95], v[56:57] op_sel_hi:[0,1]  // 0000000026D0: D3B14038 1002715E
	v_pk_mul_f32 v[54:55], v[94:95], v[54:55] op_sel_hi:[0,1]  // 0000000026D8: D3B14036 10026D5E
	v_pk_mul_f32 v[52:53], v[94:95], v[52:53] op_sel_hi:[0,1]  // 0000000026E0: D3B14034 1002695E
	v_pk_mul_f32 v[50:51], v[94:95], v[50:51] op_sel_hi:[0,1]  // 0000000026E8: D3B14032 1002655E
	v_pk_mul_f32 v[84:85], v[94:95], v[84:85] op_sel_hi:[0,1]  // 0000000026F0: D3B14054 1002A95E
	v_pk_mul_f32 v[82:83], v[94:95], v[82:83] op_sel_hi:[0,1]  // 0000000026F8: D3B14052 1002A55E
	v_sub_f32_e32 v89, v89, v206                               // 000000002700: 04B39D59
	v_sub_f32_e32 v90, v90, v206                               // 000000002704: 04B59D5A
	v_sub_f32_e32 v88, v88, v206                               // 000000002708: 04B19D58
	v_sub_f32_e32 v87, v87, v206                               // 00000000270C: 04AF9D57
	v_sub_f32_e32 v86, v86, v206                               // 000000002710: 04AD9D56
	v_sub_f32_e32 v1, v1, v206                                 // 000000002714: 04039D01
	v_exp_f32_e32 v89, v89                                     // 000000002718: 7EB24159
	v_exp_f32_e32 v90, v90                                     // 00000000271C: 7EB4415A
	v_exp_f32_e32 v88, v88                                     // 000000002720: 7EB04158
	v_exp_f32_e32 v87, v87                                     // 000000002724: 7EAE4157
	v_exp_f32_e32 v86, v86                                     // 000000002728: 7EAC4156
	v_exp_f32_e32 v1, v1                                       // 00000000272C: 7E024101
	v_sub_f32_e32 v92, v92, v206                               // 000000002730: 04B99D5C
	v_sub_f32_e32 v91, v91, v206                               // 000000002734: 04B79D5B
	v_add_u32_e32 v93, s43, v211                               // 000000002738: 68BBA62B
	v_exp_f32_e32 v92, v92                                     // 00000000273C: 7EB8415C
	v_exp_f32_e32 v91, v91                                     // 000000002740: 7EB6415B
	v_cvt_pk_bf16_f32 v220, v88, v87                           // 000000002744: D26800DC 0002AF58
	v_cvt_pk_bf16_f32 v221, v86, v1                            // 00000000274C: D26800DD 00020356
	v_cvt_pk_bf16_f32 v219, v89, v90                           // 000000002754: D26800DB 0002B559
	s_waitcnt vmcnt(18)                                        // 00000000275C: BF8C4F72
	v_perm_b32 v88, v46, v42, s5                               // 000000002760: D1ED0058 0016552E
	s_waitcnt vmcnt(16)                                        // 000000002768: BF8C4F70
	v_perm_b32 v89, v38, v34, s5                               // 00000000276C: D1ED0059 00164526
	v_perm_b32 v86, v22, v18, s5                               // 000000002774: D1ED0056 00162516
	v_perm_b32 v87, v30, v26, s5                               // 00000000277C: D1ED0057 0016351E
	v_add_u32_e32 v94, 0x100, v93                              // 000000002784: 68BCBAFF 00000100
	v_min_i32_e32 v94, s44, v94                                // 00000000278C: 18BCBC2C
	v_add_u32_e32 v93, 0x200, v93                              // 000000002790: 68BABAFF 00000200
	v_min_i32_e32 v93, s44, v93                                // 000000002798: 18BABA2C
	v_lshlrev_b32_e32 v94, 8, v94                              // 00000000279C: 24BCBC88
	v_and_b32_e32 v102, 0xf00, v94                             // 0000000027A0: 26CCBCFF 00000F00
	v_ashrrev_i32_e32 v94, 4, v93                              // 0000000027A8: 22BCBA84
	v_cvt_pk_bf16_f32 v218, v92, v91                           // 0000000027AC: D26800DA 0002B75C
	v_ashrrev_i32_e32 v95, 31, v94                             // 0000000027B4: 22BEBC9F
	v_perm_b32 v92, v46, v42, s14                              // 0000000027B8: D1ED005C 003A552E
	v_perm_b32 v93, v38, v34, s14                              // 0000000027C0: D1ED005D 003A4526
	v_perm_b32 v90, v22, v18, s14                              // 0000000027C8: D1ED005A 003A2516
	v_perm_b32 v91, v30, v26, s14                              // 0000000027D0: D1ED005B 003A351E
	v_mfma_f32_16x16x32_bf16 v[70:73], v[86:89], v[218:221], v[70:73] // 0000000027D8: D3B50046 051BB556
	v_perm_b32 v88, v48, v44, s14                              // 0000000027E0: D1ED0058 003A5930
	v_perm_b32 v89, v40, v36, s14                              // 0000000027E8: D1ED0059 003A4928
	v_perm_b32 v86, v24, v20, s14                              // 0000000027F0: D1ED0056 003A2918
	v_perm_b32 v87, v32, v28, s14                              // 0000000027F8: D1ED0057 003A3920
	v_mad_u64_u32 v[200:201], s[16:17], s0, v212, v[102:103]   // 000000002800: D1E810C8 059BA800
	v_lshl_add_u64 v[118:119], v[94:95], 2, s[12:13]           // 000000002808: D2080076 0031055E
	v_perm_b32 v96, v47, v43, s5                               // 000000002810: D1ED0060 0016572F
	v_perm_b32 v97, v39, v35, s5                               // 000000002818: D1ED0061 00164727
	v_perm_b32 v100, v47, v43, s14                             // 000000002820: D1ED0064 003A572F
	v_perm_b32 v101, v39, v35, s14                             // 000000002828: D1ED0065 003A4727
	v_perm_b32 v116, v48, v44, s5                              // 000000002830: D1ED0074 00165930
	v_perm_b32 v94, v23, v19, s5                               // 000000002838: D1ED005E 00162717
	v_perm_b32 v95, v31, v27, s5                               // 000000002840: D1ED005F 0016371F
	v_perm_b32 v98, v23, v19, s14                              // 000000002848: D1ED0062 003A2717
	v_perm_b32 v99, v31, v27, s14                              // 000000002850: D1ED0063 003A371F
	v_perm_b32 v46, v49, v45, s5                               // 000000002858: D1ED002E 00165B31
	v_perm_b32 v47, v41, v37, s5                               // 000000002860: D1ED002F 00164B29
	v_perm_b32 v224, v49, v45, s14                             // 000000002868: D1ED00E0 003A5B31
	v_perm_b32 v44, v25, v21, s5                               // 000000002870: D1ED002C 00162B19
	v_perm_b32 v45, v33, v29, s5                               // 000000002878: D1ED002D 00163B21
	v_mov_b32_e32 v18, v201                                    // 000000002880: 7E2403C9
	v_perm_b32 v117, v40, v36, s5                              // 000000002884: D1ED0075 00164928
	v_perm_b32 v114, v24, v20, s5                              // 00000000288C: D1ED0072 00162918
	v_perm_b32 v115, v32, v28, s5                              // 000000002894: D1ED0073 00163920
	v_mad_u64_u32 v[226:227], s[16:17], s1, v212, v[18:19]     // 00000000289C: D1E810E2 044BA801
	v_mov_b32_dpp v18, v200 row_newbcast:0 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 0000000028A4: 7E2402FA FF0950C8
	s_nop 0                                                    // 0000000028AC: BF800000
	v_mov_b32_dpp v19, v226 row_newbcast:0 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 0000000028B0: 7E2602FA FF0950E2
	v_perm_b32 v222, v25, v21, s14                             // 0000000028B8: D1ED00DE 003A2B19
	v_mov_b32_dpp v21, v226 row_newbcast:1 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 0000000028C0: 7E2A02FA FF0951E2
	v_mov_b32_dpp v20, v200 row_newbcast:1 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 0000000028C8: 7E2802FA FF0951C8
	v_mov_b32_dpp v27, v226 row_newbcast:2 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 0000000028D0: 7E3602FA FF0952E2
	v_mov_b32_dpp v26, v200 row_newbcast:2 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 0000000028D8: 7E3402FA FF0952C8
	v_lshl_add_u64 v[22:23], v[198:199], 0, v[18:19]           // 0000000028E0: D2080016 044901C6
	v_mfma_f32_16x16x32_bf16 v[78:81], v[90:93], v[218:221], v[78:81] // 0000000028E8: D3B5004E 053BB55A
	v_perm_b32 v225, v41, v37, s14                             // 0000000028F0: D1ED00E1 003A4B29
	v_perm_b32 v223, v33, v29, s14                             // 0000000028F8: D1ED00DF 003A3B21
	global_load_dword v212, v[118:119], off                    // 000000002900: DC508000 D47F0076
	v_mfma_f32_16x16x32_bf16 v[58:61], v[86:89], v[218:221], v[58:61] // 000000002908: D3B5003A 04EBB556
	v_mov_b32_dpp v29, v226 row_newbcast:3 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002910: 7E3A02FA FF0953E2
	v_mov_b32_dpp v28, v200 row_newbcast:3 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002918: 7E3802FA FF0953C8
	v_lshl_add_u64 v[24:25], v[198:199], 0, v[20:21]           // 000000002920: D2080018 045101C6
	global_load_dwordx4 v[86:89], v[22:23], off nt             // 000000002928: DC5E8000 567F0016
	global_load_dwordx4 v[90:93], v[24:25], off nt             // 000000002930: DC5E8000 5A7F0018
	v_lshl_add_u64 v[22:23], v[198:199], 0, v[26:27]           // 000000002938: D2080016 046901C6
	v_mov_b32_dpp v35, v226 row_newbcast:4 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002940: 7E4602FA FF0954E2
	v_mov_b32_dpp v34, v200 row_newbcast:4 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002948: 7E4402FA FF0954C8
	v_mov_b32_dpp v37, v226 row_newbcast:5 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002950: 7E4A02FA FF0955E2
	v_mov_b32_dpp v36, v200 row_newbcast:5 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002958: 7E4802FA FF0955C8
	v_mfma_f32_16x16x32_bf16 v[74:77], v[94:97], v[218:221], v[74:77] // 000000002960: D3B5004A 052BB55E
	v_lshl_add_u64 v[24:25], v[198:199], 0, v[28:29]           // 000000002968: D2080018 047101C6
	v_lshl_add_u64 v[18:19], v[196:197], 0, v[18:19]           // 000000002970: D2080012 044901C4
	v_lshl_add_u64 v[26:27], v[196:197], 0, v[26:27]           // 000000002978: D208001A 046901C4
	v_mfma_f32_16x16x32_bf16 v[66:69], v[98:101], v[218:221], v[66:69] // 000000002980: D3B50042 050BB562
	global_load_dwordx4 v[94:97], v[22:23], off nt             // 000000002988: DC5E8000 5E7F0016
	global_load_dwordx4 v[98:101], v[24:25], off nt            // 000000002990: DC5E8000 627F0018
	v_lshl_add_u64 v[22:23], v[196:197], 0, v[20:21]           // 000000002998: D2080016 045101C4
	v_lshl_add_u64 v[30:31], v[196:197], 0, v[28:29]           // 0000000029A0: D208001E 047101C4
	v_mfma_f32_16x16x32_bf16 v[54:57], v[44:47], v[218:221], v[54:57] // 0000000029A8: D3B50036 04DBB52C
	v_mov_b32_dpp v39, v226 row_newbcast:6 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 0000000029B0: 7E4E02FA FF0956E2
	v_mov_b32_dpp v38, v200 row_newbcast:6 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 0000000029B8: 7E4C02FA FF0956C8
	v_mov_b32_dpp v41, v226 row_newbcast:7 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 0000000029C0: 7E5202FA FF0957E2
	v_mov_b32_dpp v40, v200 row_newbcast:7 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 0000000029C8: 7E5002FA FF0957C8
	v_lshl_add_u64 v[42:43], v[198:199], 0, v[34:35]           // 0000000029D0: D208002A 048901C6
	v_lshl_add_u64 v[44:45], v[198:199], 0, v[36:37]           // 0000000029D8: D208002C 049101C6
	v_mfma_f32_16x16x32_bf16 v[62:65], v[114:117], v[218:221], v[62:65] // 0000000029E0: D3B5003E 04FBB572
	global_load_dwordx4 v[18:21], v[18:19], off nt             // 0000000029E8: DC5E8000 127F0012
	s_nop 0                                                    // 0000000029F0: BF800000
	global_load_dwordx4 v[22:25], v[22:23], off nt             // 0000000029F4: DC5E8000 167F0016
	s_nop 0                                                    // 0000000029FC: BF800000
	global_load_dwordx4 v[26:29], v[26:27], off nt             // 000000002A00: DC5E8000 1A7F001A
	s_nop 0                                                    // 000000002A08: BF800000
	global_load_dwordx4 v[30:33], v[30:31], off nt             // 000000002A0C: DC5E8000 1E7F001E
	s_nop 0                                                    // 000000002A14: BF800000
	global_load_dwordx4 v[114:117], v[42:43], off nt           // 000000002A18: DC5E8000 727F002A
	global_load_dwordx4 v[118:121], v[44:45], off nt           // 000000002A20: DC5E8000 767F002C
	v_lshl_add_u64 v[42:43], v[198:199], 0, v[38:39]           // 000000002A28: D208002A 049901C6
	v_lshl_add_u64 v[44:45], v[198:199], 0, v[40:41]           // 000000002A30: D208002C 04A101C6
	v_lshl_add_u64 v[34:35], v[196:197], 0, v[34:35]           // 000000002A38: D2080022 048901C4
	global_load_dwordx4 v[122:125], v[42:43], off nt           // 000000002A40: DC5E8000 7A7F002A
	global_load_dwordx4 v[126:129], v[44:45], off nt           // 000000002A48: DC5E8000 7E7F002C
	v_lshl_add_u64 v[36:37], v[196:197], 0, v[36:37]           // 000000002A50: D2080024 049101C4
	global_load_dwordx4 v[42:45], v[34:35], off nt             // 000000002A58: DC5E8000 2A7F0022
	global_load_dwordx4 v[46:49], v[36:37], off nt             // 000000002A60: DC5E8000 2E7F0024
	v_lshl_add_u64 v[34:35], v[196:197], 0, v[38:39]           // 000000002A68: D2080022 049901C4
	v_lshl_add_u64 v[38:39], v[196:197], 0, v[40:41]           // 000000002A70: D2080026 04A101C4
	global_load_dwordx4 v[34:37], v[34:35], off nt             // 000000002A78: DC5E8000 227F0022
	s_nop 0                                                    // 000000002A80: BF800000
	global_load_dwordx4 v[38:41], v[38:39], off nt             // 000000002A84: DC5E8000 267F0026
	v_mov_b32_e32 v111, v110                                   // 000000002A8C: 7EDE036E
	v_mov_b32_e32 v112, v110                                   // 000000002A90: 7EE0036E
	v_mov_b32_e32 v113, v110                                   // 000000002A94: 7EE2036E
	v_mfma_f32_16x16x32_bf16 v[50:53], v[222:225], v[218:221], v[50:53] // 000000002A98: D3B50032 04CBB5DE
	v_mov_b32_e32 v1, v226                                     // 000000002AA0: 7E0203E2
	v_mfma_f32_16x16x32_bf16 v[82:85], v[110:113], v[218:221], v[82:85] // 000000002AA4: D3B50052 054BB56E
	s_waitcnt vmcnt(32)                                        // 000000002AAC: BF8C8F70
	ds_write_b128 v208, v[162:165]                             // 000000002AB0: D9BE0000 0000A2D0
	s_waitcnt vmcnt(31)                                        // 000000002AB8: BF8C4F7F
	ds_write_b128 v213, v[166:169] offset:256                  // 000000002ABC: D9BE0100 0000A6D5
	s_waitcnt vmcnt(30)                                        // 000000002AC4: BF8C4F7E
	ds_write_b128 v214, v[170:173] offset:512                  // 000000002AC8: D9BE0200 0000AAD6
	s_waitcnt vmcnt(29)                                        // 000000002AD0: BF8C4F7D
	ds_write_b128 v215, v[174:177] offset:768                  // 000000002AD4: D9BE0300 0000AED7
	ds_read_b128 v[162:165], v207                              // 000000002ADC: D9FE0000 A20000CF
	ds_read_b128 v[170:173], v209                              // 000000002AE4: D9FE0000 AA0000D1
	v_mov_b64_e32 v[168:169], s[10:11]                         // 000000002AEC: 7F50700A
	v_mov_b64_e32 v[166:167], s[8:9]                           // 000000002AF0: 7F4C7008
	ds_read_b128 v[174:177], v216                              // 000000002AF4: D9FE0000 AE0000D8
	ds_read_b128 v[218:221], v210                              // 000000002AFC: D9FE0000 DA0000D2
	s_waitcnt vmcnt(24)                                        // 000000002B04: BF8C4F78
	ds_write_b128 v208, v[178:181]                             // 000000002B08: D9BE0000 0000B2D0
	s_waitcnt vmcnt(23)                                        // 000000002B10: BF8C4F77
	ds_write_b128 v213, v[182:185] offset:256                  // 000000002B14: D9BE0100 0000B6D5
	s_waitcnt lgkmcnt(5)                                       // 000000002B1C: BF8CC57F
	v_mfma_f32_16x16x32_bf16 v[162:165], v[162:165], v[14:17], v[166:169] // 000000002B20: D3B500A2 069A1DA2
	s_waitcnt vmcnt(22)                                        // 000000002B28: BF8C4F76
	ds_write_b128 v214, v[186:189] offset:512                  // 000000002B2C: D9BE0200 0000BAD6
	s_waitcnt vmcnt(21)                                        // 000000002B34: BF8C4F75
	ds_write_b128 v215, v[190:193] offset:768                  // 000000002B38: D9BE0300 0000BED7
	s_waitcnt lgkmcnt(5)                                       // 000000002B40: BF8CC57F
	v_mfma_f32_16x16x32_bf16 v[162:165], v[174:177], v[10:13], v[162:165] // 000000002B44: D3B500A2 068A15AE
	v_mfma_f32_16x16x32_bf16 v[162:165], v[170:173], v[6:9], v[162:165] // 000000002B4C: D3B500A2 068A0DAA
	s_waitcnt lgkmcnt(4)                                       // 000000002B54: BF8CC47F
	v_mfma_f32_16x16x32_bf16 v[170:173], v[218:221], v[2:5], v[162:165] // 000000002B58: D3B500AA 068A05DA
	s_nop 5                                                    // 000000002B60: BF800005
	ds_read_b128 v[162:165], v207                              // 000000002B64: D9FE0000 A20000CF
	ds_read_b128 v[174:177], v209                              // 000000002B6C: D9FE0000 AE0000D1
	v_mul_f32_e32 v102, 0x3e0293ee, v173                       // 000000002B74: 0ACD5AFF 3E0293EE
	s_waitcnt lgkmcnt(1)                                       // 000000002B7C: BF8CC17F
	v_mfma_f32_16x16x32_bf16 v[162:165], v[162:165], v[14:17], v[166:169] // 000000002B80: D3B500A2 069A1DA2
	s_nop 2                                                    // 000000002B88: BF800002
	ds_read_b128 v[166:169], v216                              // 000000002B8C: D9FE0000 A60000D8
	ds_read_b128 v[178:181], v210                              // 000000002B94: D9FE0000 B20000D2
	s_waitcnt lgkmcnt(1)                                       // 000000002B9C: BF8CC17F
	v_mfma_f32_16x16x32_bf16 v[162:165], v[166:169], v[10:13], v[162:165] // 000000002BA0: D3B500A2 068A15A6
	v_mul_f32_e32 v167, 0x3e0293ee, v170                       // 000000002BA8: 0B4F54FF 3E0293EE
	v_mul_f32_e32 v166, 0x3e0293ee, v172                       // 000000002BB0: 0B4D58FF 3E0293EE
	v_mfma_f32_16x16x32_bf16 v[174:177], v[174:177], v[6:9], v[162:165] // 000000002BB8: D3B500AE 068A0DAE
	s_nop 4                                                    // 000000002BC0: BF800004
	v_mul_f32_e32 v165, 0x3e0293ee, v171                       // 000000002BC4: 0B4B56FF 3E0293EE
	s_waitcnt lgkmcnt(0)                                       // 000000002BCC: BF8CC07F
	v_mfma_f32_16x16x32_bf16 v[168:171], v[178:181], v[2:5], v[174:177] // 000000002BD0: D3B500A8 06BA05B2
	s_nop 7                                                    // 000000002BD8: BF800007
	v_mul_f32_e32 v164, 0x3e0293ee, v168                       // 000000002BDC: 0B4950FF 3E0293EE
	v_max_f32_e32 v168, v167, v165                             // 000000002BE4: 17514BA7
	v_mul_f32_e32 v163, 0x3e0293ee, v169                       // 000000002BE8: 0B4752FF 3E0293EE
	v_max3_f32 v168, v168, v166, v102                          // 000000002BF0: D1D300A8 059B4DA8
	v_mul_f32_e32 v162, 0x3e0293ee, v170                       // 000000002BF8: 0B4554FF 3E0293EE
	v_mul_f32_e32 v105, 0x3e0293ee, v171                       // 000000002C00: 0AD356FF 3E0293EE
	v_max3_f32 v168, v168, v164, v163                          // 000000002C08: D1D300A8 068F49A8
	v_max3_f32 v168, v168, v162, v105                          // 000000002C10: D1D300A8 05A745A8
	v_cmp_gt_f32_e32 vcc, v168, v104                           // 000000002C18: 7C88D1A8
	s_cbranch_vccz 64851                                       // 000000002C1C: BF86FD53 <paged_attention_decode+0x66C>
	ds_bpermute_b32 v104, v205, v168                           // 000000002C20: D87E0000 6800A8CD
	v_max_f32_e32 v168, v168, v168                             // 000000002C28: 175151A8
	s_waitcnt lgkmcnt(0)                                       // 000000002C2C: BF8CC07F
	v_max_f32_e32 v104, v104, v104                             // 000000002C30: 16D0D168
	v_max_f32_e32 v104, v168, v104                             // 000000002C34: 16D0D1A8
	ds_bpermute_b32 v168, v204, v104                           // 000000002C38: D87E0000 A80068CC
	s_waitcnt lgkmcnt(0)                                       // 000000002C40: BF8CC07F
	v_max3_f32 v168, v206, v104, v168                          // 000000002C44: D1D300A8 06A2D1CE
	v_sub_f32_e32 v104, v206, v168                             // 000000002C4C: 04D151CE
	v_exp_f32_e32 v104, v104                                   // 000000002C50: 7ED04168
	v_mov_b32_e32 v206, v168                                   // 000000002C54: 7F9C03A8
	v_pk_mul_f32 v[72:73], v[104:105], v[72:73] op_sel_hi:[0,1] // 000000002C58: D3B14048 10029168
	v_pk_mul_f32 v[70:71], v[104:105], v[70:71] op_sel_hi:[0,1] // 000000002C60: D3B14046 10028D68
	v_pk_mul_f32 v[80:81], v[104:105], v[80:81] op_sel_hi:[0,1] // 000000002C68: D3B14050 1002A168
	v_pk_mul_f32 v[78:79], v[104:105], v[78:79] op_sel_hi:[0,1] // 000000002C70: D3B1404E 10029D68
	v_pk_mul_f32 v[76:77], v[104:105], v[76:77] op_sel_hi:[0,1] // 000000002C78: D3B1404C 10029968
	v_pk_mul_f32 v[74:75], v[104:105], v[74:75] op_sel_hi:[0,1] // 000000002C80: D3B1404A 10029568
	v_pk_mul_f32 v[68:69], v[104:105], v[68:69] op_sel_hi:[0,1] // 000000002C88: D3B14044 10028968
	v_pk_mul_f32 v[66:67], v[104:105], v[66:67] op_sel_hi:[0,1] // 000000002C90: D3B14042 10028568
	v_pk_mul_f32 v[64:65], v[104:105], v[64:65] op_sel_hi:[0,1] // 000000002C98: D3B14040 10028168
	v_pk_mul_f32 v[62:63], v[104:105], v[62:63] op_sel_hi:[0,1] // 000000002CA0: D3B1403E 10027D68
	v_pk_mul_f32 v[60:61], v[104:105], v[60:61] op_sel_hi:[0,1] // 000000002CA8: D3B1403C 10027968
	v_pk_mul_f32 v[58:59], v[104:105], v[58:59] op_sel_hi:[0,1] // 000000002CB0: D3B1403A 10027568
	v_pk_mul_f32 v[56:57], v[104:105], v[56:57] op_sel_hi:[0,1] // 000000002CB8: D3B14038 10027168
	v_pk_mul_f32 v[54:55], v[104:105], v[54:55] op_sel_hi:[0,1] // 000000002CC0: D3B14036 10026D68
	v_pk_mul_f32 v[52:53], v[104:105], v[52:53] op_sel_hi:[0,1] // 000000002CC8: D3B14034 10026968
	v_pk_mul_f32 v[50:51], v[104:105], v[50:51] op_sel_hi:[0,1] // 000000002CD0: D3B14032 10026568
	v_pk_mul_f32 v[84:85], v[104:105], v[84:85] op_sel_hi:[0,1] // 000000002CD8: D3B14054 1002A968
	v_pk_mul_f32 v[82:83], v[104:105], v[82:83] op_sel_hi:[0,1] // 000000002CE0: D3B14052 1002A568
	s_branch 64800                                             // 000000002CE8: BF82FD20 <paged_attention_decode+0x66C>
	v_mov_b32_e32 v182, v213                                   // 000000002CEC: 7F6C03D5
	v_mov_b32_e32 v183, v214                                   // 000000002CF0: 7F6E03D6
	v_mov_b32_e32 v185, v215                                   // 000000002CF4: 7F7203D7
	v_mov_b32_e32 v184, v216                                   // 000000002CF8: 7F7003D8
	v_mov_b32_dpp v103, v1 row_newbcast:8 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002CFC: 7ECE02FA FF095801
	v_mov_b32_dpp v102, v200 row_newbcast:8 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002D04: 7ECC02FA FF0958C8
	v_mov_b32_dpp v105, v1 row_newbcast:9 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002D0C: 7ED202FA FF095901
	v_mov_b32_dpp v104, v200 row_newbcast:9 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002D14: 7ED002FA FF0959C8
	v_mov_b32_dpp v111, v1 row_newbcast:10 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002D1C: 7EDE02FA FF095A01
	v_mov_b32_dpp v110, v200 row_newbcast:10 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002D24: 7EDC02FA FF095AC8
	v_lshl_add_u64 v[106:107], v[198:199], 0, v[102:103]       // 000000002D2C: D208006A 059901C6
	v_mov_b32_dpp v113, v1 row_newbcast:11 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002D34: 7EE202FA FF095B01
	v_mov_b32_dpp v112, v200 row_newbcast:11 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002D3C: 7EE002FA FF095BC8
	v_lshl_add_u64 v[108:109], v[198:199], 0, v[104:105]       // 000000002D44: D208006C 05A101C6
	global_load_dwordx4 v[150:153], v[106:107], off nt         // 000000002D4C: DC5E8000 967F006A
	global_load_dwordx4 v[154:157], v[108:109], off nt         // 000000002D54: DC5E8000 9A7F006C
	v_lshl_add_u64 v[106:107], v[198:199], 0, v[110:111]       // 000000002D5C: D208006A 05B901C6
	v_mov_b32_dpp v135, v1 row_newbcast:12 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002D64: 7F0E02FA FF095C01
	v_mov_b32_dpp v134, v200 row_newbcast:12 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002D6C: 7F0C02FA FF095CC8
	v_mov_b32_dpp v137, v1 row_newbcast:13 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002D74: 7F1202FA FF095D01
	v_mov_b32_dpp v136, v200 row_newbcast:13 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002D7C: 7F1002FA FF095DC8
	v_lshl_add_u64 v[108:109], v[198:199], 0, v[112:113]       // 000000002D84: D208006C 05C101C6
	global_load_dwordx4 v[158:161], v[106:107], off nt         // 000000002D8C: DC5E8000 9E7F006A
	global_load_dwordx4 v[162:165], v[108:109], off nt         // 000000002D94: DC5E8000 A27F006C
	v_lshl_add_u64 v[102:103], v[196:197], 0, v[102:103]       // 000000002D9C: D2080066 059901C4
	v_lshl_add_u64 v[106:107], v[196:197], 0, v[104:105]       // 000000002DA4: D208006A 05A101C4
	v_lshl_add_u64 v[110:111], v[196:197], 0, v[110:111]       // 000000002DAC: D208006E 05B901C4
	v_lshl_add_u64 v[130:131], v[196:197], 0, v[112:113]       // 000000002DB4: D2080082 05C101C4
	v_mov_b32_dpp v143, v1 row_newbcast:14 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002DBC: 7F1E02FA FF095E01
	v_mov_b32_dpp v142, v200 row_newbcast:14 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002DC4: 7F1C02FA FF095EC8
	v_mov_b32_dpp v145, v1 row_newbcast:15 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002DCC: 7F2202FA FF095F01
	v_mov_b32_dpp v144, v200 row_newbcast:15 row_mask:0xf bank_mask:0xf bound_ctrl:1 // 000000002DD4: 7F2002FA FF095FC8
	v_lshl_add_u64 v[138:139], v[198:199], 0, v[134:135]       // 000000002DDC: D208008A 061901C6
	v_lshl_add_u64 v[140:141], v[198:199], 0, v[136:137]       // 000000002DE4: D208008C 062101C6
	global_load_dwordx4 v[102:105], v[102:103], off nt         // 000000002DEC: DC5E8000 667F0066
	s_nop 0                                                    // 000000002DF4: BF800000
	global_load_dwordx4 v[106:109], v[106:107], off nt         // 000000002DF8: DC5E8000 6A7F006A
	s_nop 0                                                    // 000000002E00: BF800000
	global_load_dwordx4 v[110:113], v[110:111], off nt         // 000000002E04: DC5E8000 6E7F006E
	s_nop 0                                                    // 000000002E0C: BF800000
	global_load_dwordx4 v[130:133], v[130:131], off nt         // 000000002E10: DC5E8000 827F0082
	s_nop 0                                                    // 000000002E18: BF800000
	global_load_dwordx4 v[166:169], v[138:139], off nt         // 000000002E1C: DC5E8000 A67F008A
	global_load_dwordx4 v[170:173], v[140:141], off nt         // 000000002E24: DC5E8000 AA7F008C
	v_lshl_add_u64 v[138:139], v[198:199], 0, v[142:143]       // 000000002E2C: D208008A 063901C6
	v_lshl_add_u64 v[140:141], v[198:199], 0, v[144:145]       // 000000002E34: D208008C 064101C6
	v_lshl_add_u64 v[134:135], v[196:197], 0, v[134:135]       // 000000002E3C: D2080086 061901C4
	global_load_dwordx4 v[174:177], v[138:139], off nt         // 000000002E44: DC5E8000 AE7F008A
	global_load_dwordx4 v[178:181], v[140:141], off nt         // 000000002E4C: DC5E8000 B27F008C
	v_lshl_add_u64 v[136:137], v[196:197], 0, v[136:137]       // 000000002E54: D2080088 062101C4
	global_load_dwordx4 v[138:141], v[134:135], off nt         // 000000002E5C: DC5E8000 8A7F0086
	global_load_dwordx4 v[146:149], v[136:137], off nt         // 000000002E64: DC5E8000 927F0088
	v_lshl_add_u64 v[134:135], v[196:197], 0, v[142:143]       // 000000002E6C: D2080086 063901C4
	v_lshl_add_u64 v[142:143], v[196:197], 0, v[144:145]       // 000000002E74: D208008E 064101C4
	global_load_dwordx4 v[134:137], v[134:135], off nt         // 000000002E7C: DC5E8000 867F0086
	s_nop 0                                                    // 000000002E84: BF800000
	global_load_dwordx4 v[142:145], v[142:143], off nt         // 000000002E88: DC5E8000 8E7F008E
	s_add_i32 s5, s43, 32                                      // 000000002E90: 8105A02B
	s_waitcnt vmcnt(31)                                        // 000000002E94: BF8C4F7F
	ds_write_b128 v208, v[86:89]                               // 000000002E98: D9BE0000 000056D0
	s_waitcnt vmcnt(30)                                        // 000000002EA0: BF8C4F7E
	ds_write_b128 v182, v[90:93] offset:256                    // 000000002EA4: D9BE0100 00005AB6
	s_waitcnt vmcnt(29)                                        // 000000002EAC: BF8C4F7D
	ds_write_b128 v183, v[94:97] offset:512                    // 000000002EB0: D9BE0200 00005EB7
	s_waitcnt vmcnt(28)                                        // 000000002EB8: BF8C4F7C
	ds_write_b128 v185, v[98:101] offset:768                   // 000000002EBC: D9BE0300 000062B9
	ds_read_b128 v[86:89], v207                                // 000000002EC4: D9FE0000 560000CF
	ds_read_b128 v[90:93], v184                                // 000000002ECC: D9FE0000 5A0000B8
	s_mov_b32 s8, 0                                            // 000000002ED4: BE880080
	s_mov_b32 s10, s8                                          // 000000002ED8: BE8A0008
	s_mov_b32 s11, s8                                          // 000000002EDC: BE8B0008
	s_mov_b32 s9, s8                                           // 000000002EE0: BE890008
	v_mov_b64_e32 v[96:97], s[10:11]                           // 000000002EE4: 7EC0700A
	v_mov_b64_e32 v[94:95], s[8:9]                             // 000000002EE8: 7EBC7008
	s_mov_b32 s0, 0x3e0293ee                                   // 000000002EEC: BE8000FF 3E0293EE
	s_cmp_gt_i32 s5, s42                                       // 000000002EF4: BF022A05
	s_waitcnt lgkmcnt(1)                                       // 000000002EF8: BF8CC17F
	v_mfma_f32_16x16x32_bf16 v[86:89], v[86:89], v[14:17], v[94:97] // 000000002EFC: D3B50056 057A1D56
	s_waitcnt lgkmcnt(0)                                       // 000000002F04: BF8CC07F
	v_mfma_f32_16x16x32_bf16 v[86:89], v[90:93], v[10:13], v[86:89] // 000000002F08: D3B50056 055A155A
	ds_read_b128 v[90:93], v209                                // 000000002F10: D9FE0000 5A0000D1
	ds_read_b128 v[98:101], v210                               // 000000002F18: D9FE0000 620000D2
	s_waitcnt vmcnt(23)                                        // 000000002F20: BF8C4F77
	ds_write_b128 v208, v[114:117]                             // 000000002F24: D9BE0000 000072D0
	s_waitcnt vmcnt(22)                                        // 000000002F2C: BF8C4F76
	ds_write_b128 v182, v[118:121] offset:256                  // 000000002F30: D9BE0100 000076B6
	s_waitcnt vmcnt(21)                                        // 000000002F38: BF8C4F75
	ds_write_b128 v183, v[122:125] offset:512                  // 000000002F3C: D9BE0200 00007AB7
	s_waitcnt vmcnt(20)                                        // 000000002F44: BF8C4F74
	ds_write_b128 v185, v[126:129] offset:768                  // 000000002F48: D9BE0300 00007EB9
	s_waitcnt lgkmcnt(5)                                       // 000000002F50: BF8CC57F
	v_mfma_f32_16x16x32_bf16 v[86:89], v[90:93], v[6:9], v[86:89] // 000000002F54: D3B50056 055A0D5A
	ds_read_b128 v[90:93], v207                                // 000000002F5C: D9FE0000 5A0000CF
	s_waitcnt lgkmcnt(5)                                       // 000000002F64: BF8CC57F
	v_mfma_f32_16x16x32_bf16 v[86:89], v[98:101], v[2:5], v[86:89] // 000000002F68: D3B50056 055A0562
	ds_read_b128 v[98:101], v184                               // 000000002F70: D9FE0000 620000B8
	s_waitcnt lgkmcnt(1)                                       // 000000002F78: BF8CC17F
	v_mfma_f32_16x16x32_bf16 v[90:93], v[90:93], v[14:17], v[94:97] // 000000002F7C: D3B5005A 057A1D5A
	s_nop 2                                                    // 000000002F84: BF800002
	ds_read_b128 v[94:97], v209                                // 000000002F88: D9FE0000 5E0000D1
	s_nop 0                                                    // 000000002F90: BF800000
	v_pk_mul_f32 v[88:89], v[88:89], s[0:1] op_sel_hi:[1,0]    // 000000002F94: D3B14058 08000158
	s_waitcnt lgkmcnt(1)                                       // 000000002F9C: BF8CC17F
	v_mfma_f32_16x16x32_bf16 v[90:93], v[98:101], v[10:13], v[90:93] // 000000002FA0: D3B5005A 056A1562
	ds_read_b128 v[98:101], v210                               // 000000002FA8: D9FE0000 620000D2
	s_waitcnt lgkmcnt(1)                                       // 000000002FB0: BF8CC17F
	v_mfma_f32_16x16x32_bf16 v[90:93], v[94:97], v[6:9], v[90:93] // 000000002FB4: D3B5005A 056A0D5E
	s_waitcnt lgkmcnt(0)                                       // 000000002FBC: BF8CC07F
	v_mfma_f32_16x16x32_bf16 v[92:95], v[98:101], v[2:5], v[90:93] // 000000002FC0: D3B5005C 056A0562
	s_nop 5                                                    // 000000002FC8: BF800005
	v_pk_mul_f32 v[90:91], v[86:87], s[0:1] op_sel_hi:[1,0]    // 000000002FCC: D3B1405A 08000156
	s_nop 0                                                    // 000000002FD4: BF800000
	v_pk_mul_f32 v[86:87], v[92:93], s[0:1] op_sel_hi:[1,0]    // 000000002FD8: D3B14056 0800015C
	v_pk_mul_f32 v[92:93], v[94:95], s[0:1] op_sel_hi:[1,0]    // 000000002FE0: D3B1405C 0800015E
	s_cbranch_scc0 41                                          // 000000002FE8: BF840029 <paged_attention_decode+0x1590>
	v_add_u32_e32 v1, s43, v203                                // 000000002FEC: 6803962B
	v_sub_u32_e32 v1, s42, v1                                  // 000000002FF0: 6A02022A
	v_cmp_lt_i32_e64 s[16:17], 18, v1                          // 000000002FF4: D0C10010 00020292
	v_cmp_lt_i32_e64 s[18:19], 19, v1                          // 000000002FFC: D0C10012 00020293
	v_cmp_lt_i32_e64 s[14:15], 17, v1                          // 000000003004: D0C1000E 00020291
	s_or_b64 s[16:17], s[18:19], s[16:17]                      // 00000000300C: 87901012
	v_cmp_lt_i32_e64 s[12:13], 16, v1                          // 000000003010: D0C1000C 00020290
	s_or_b64 s[14:15], s[16:17], s[14:15]                      // 000000003018: 878E0E10
	v_cmp_lt_i32_e64 s[10:11], 3, v1                           // 00000000301C: D0C1000A 00020283
	s_or_b64 s[12:13], s[14:15], s[12:13]                      // 000000003024: 878C0C0E
	v_cmp_lt_i32_e64 s[8:9], 2, v1                             // 000000003028: D0C10008 00020282
	s_or_b64 s[10:11], s[12:13], s[10:11]                      // 000000003030: 878A0A0C
	v_cmp_lt_i32_e64 s[0:1], 1, v1                             // 000000003034: D0C10000 00020281
	s_or_b64 s[8:9], s[10:11], s[8:9]                          // 00000000303C: 8788080A
	v_cmp_lt_i32_e32 vcc, 0, v1                                // 000000003040: 7D820280
	s_or_b64 s[0:1], s[8:9], s[0:1]                            // 000000003044: 87800008
	v_mov_b32_e32 v94, 0xff800000                              // 000000003048: 7EBC02FF FF800000
	s_or_b64 vcc, s[0:1], vcc                                  // 000000003050: 87EA6A00
	v_cndmask_b32_e64 v93, v94, v93, s[18:19]                  // 000000003054: D100005D 004ABB5E
	v_cndmask_b32_e64 v92, v94, v92, s[16:17]                  // 00000000305C: D100005C 0042B95E
	v_cndmask_b32_e64 v87, v94, v87, s[14:15]                  // 000000003064: D1000057 003AAF5E
	v_cndmask_b32_e64 v86, v94, v86, s[12:13]                  // 00000000306C: D1000056 0032AD5E
	v_cndmask_b32_e64 v89, v94, v89, s[10:11]                  // 000000003074: D1000059 002AB35E
	v_cndmask_b32_e64 v88, v94, v88, s[8:9]                    // 00000000307C: D1000058 0022B15E
	v_cndmask_b32_e64 v91, v94, v91, s[0:1]                    // 000000003084: D100005B 0002B75E
	v_cndmask_b32_e32 v90, v94, v90, vcc                       // 00000000308C: 00B4B55E
	v_max_f32_e32 v1, v91, v91                                 // 000000003090: 1602B75B
	v_max_f32_e32 v94, v90, v90                                // 000000003094: 16BCB55A
	v_max_f32_e32 v1, v94, v1                                  // 000000003098: 1602035E
	v_max3_f32 v1, v1, v88, v89                                // 00000000309C: D1D30001 0566B101
	v_max3_f32 v1, v1, v86, v87                                // 0000000030A4: D1D30001 055EAD01
	v_max3_f32 v1, v1, v92, v93                                // 0000000030AC: D1D30001 0576B901
	v_add_f32_e32 v94, 0x41000000, v206                        // 0000000030B4: 02BD9CFF 41000000
	v_cmp_gt_f32_e32 vcc, v1, v94                              // 0000000030BC: 7C88BD01
	s_cbranch_vccz 50                                          // 0000000030C0: BF860032 <paged_attention_decode+0x168C>
	ds_bpermute_b32 v94, v205, v1                              // 0000000030C4: D87E0000 5E0001CD
	v_max_f32_e32 v1, v1, v1                                   // 0000000030CC: 16020301
	s_waitcnt lgkmcnt(0)                                       // 0000000030D0: BF8CC07F
	v_max_f32_e32 v94, v94, v94                                // 0000000030D4: 16BCBD5E
	v_max_f32_e32 v1, v1, v94                                  // 0000000030D8: 1602BD01
	ds_bpermute_b32 v94, v204, v1                              // 0000000030DC: D87E0000 5E0001CC
	s_waitcnt lgkmcnt(0)                                       // 0000000030E4: BF8CC07F
	v_max3_f32 v1, v206, v1, v94                               // 0000000030E8: D1D30001 057A03CE
	v_sub_f32_e32 v94, v206, v1                                // 0000000030F0: 04BC03CE
	v_exp_f32_e32 v94, v94                                     // 0000000030F4: 7EBC415E
	v_mov_b32_e32 v206, v1                                     // 0000000030F8: 7F9C0301
	v_pk_mul_f32 v[72:73], v[94:95], v[72:73] op_sel_hi:[0,1]  // 0000000030FC: D3B14048 1002915E
	v_pk_mul_f32 v[70:71], v[94:95], v[70:71] op_sel_hi:[0,1]  // 000000003104: D3B14046 10028D5E
	v_pk_mul_f32 v[80:81], v[94:95], v[80:81] op_sel_hi:[0,1]  // 00000000310C: D3B14050 1002A15E
	v_pk_mul_f32 v[78:79], v[94:95], v[78:79] op_sel_hi:[0,1]  // 000000003114: D3B1404E 10029D5E
	v_pk_mul_f32 v[76:77], v[94:95], v[76:77] op_sel_hi:[0,1]  // 00000000311C: D3B1404C 1002995E
	v_pk_mul_f32 v[74:75], v[94:95], v[74:75] op_sel_hi:[0,1]  // 000000003124: D3B1404A 1002955E
	v_pk_mul_f32 v[68:69], v[94:95], v[68:69] op_sel_hi:[0,1]  // 00000000312C: D3B14044 1002895E
	v_pk_mul_f32 v[66:67], v[94:95], v[66:67] op_sel_hi:[0,1]  // 000000003134: D3B14042 1002855E
	v_pk_mul_f32 v[64:65], v[94:95], v[64:65] op_sel_hi:[0,1]  // 00000000313C: D3B14040 1002815E
	v_pk_mul_f32 v[62:63], v[94:95], v[62:63] op_sel_hi:[0,1]  // 000000003144: D3B1403E 10027D5E
	v_pk_mul_f32 v[60:61], v[94:95], v[60:61] op_sel_hi:[0,1]  // 00000000314C: D3B1403C 1002795E
	v_pk_mul_f32 v[58:59], v[94:95], v[58:59] op_sel_hi:[0,1]  // 000000003154: D3B1403A 1002755E
	v_pk_mul_f32 v[56:57], v[94:95], v[56:57] op_sel_hi:[0,1]  // 00000000315C: D3B14038 1002715E
	v_pk_mul_f32 v[54:55], v[94:95], v[54:55] op_sel_hi:[0,1]  // 000000003164: D3B14036 10026D5E
	v_pk_mul_f32 v[52:53], v[94:95], v[52:53] op_sel_hi:[0,1]  // 00000000316C: D3B14034 1002695E
	v_pk_mul_f32 v[50:51], v[94:95], v[50:51] op_sel_hi:[0,1]  // 000000003174: D3B14032 1002655E
	v_pk_mul_f32 v[84:85], v[94:95], v[84:85] op_sel_hi:[0,1]  // 00000000317C: D3B14054 1002A95E
	v_pk_mul_f32 v[82:83], v[94:95], v[82:83] op_sel_hi:[0,1]  // 000000003184: D3B14052 1002A55E
	v_sub_f32_e32 v86, v86, v206                               // 00000000318C: 04AD9D56
	v_exp_f32_e32 v95, v86                                     // 000000003190: 7EBE4156
	v_sub_f32_e32 v86, v87, v206                               // 000000003194: 04AD9D57
	v_exp_f32_e32 v96, v86                                     // 000000003198: 7EC04156
	v_sub_f32_e32 v86, v92, v206                               // 00000000319C: 04AD9D5C
	v_sub_f32_e32 v88, v88, v206                               // 0000000031A0: 04B19D58
	v_exp_f32_e32 v97, v86                                     // 0000000031A4: 7EC24156
	v_sub_f32_e32 v86, v93, v206                               // 0000000031A8: 04AD9D5D
	v_sub_f32_e32 v1, v90, v206                                // 0000000031AC: 04039D5A
	v_sub_f32_e32 v90, v91, v206                               // 0000000031B0: 04B59D5B
	v_exp_f32_e32 v91, v88                                     // 0000000031B4: 7EB64158
	v_sub_f32_e32 v88, v89, v206                               // 0000000031B8: 04B19D59
	v_exp_f32_e32 v93, v86                                     // 0000000031BC: 7EBA4156
	v_mov_b32_e32 v86, 0x3f803f80                              // 0000000031C0: 7EAC02FF 3F803F80
	v_exp_f32_e32 v1, v1                                       // 0000000031C8: 7E024101
	v_exp_f32_e32 v90, v90                                     // 0000000031CC: 7EB4415A
	v_exp_f32_e32 v94, v88                                     // 0000000031D0: 7EBC4158
	v_mov_b32_e32 v87, v86                                     // 0000000031D4: 7EAE0356
	v_mov_b32_e32 v88, v86                                     // 0000000031D8: 7EB00356
	v_mov_b32_e32 v89, v86                                     // 0000000031DC: 7EB20356
	v_cvt_pk_bf16_f32 v92, v95, v96                            // 0000000031E0: D268005C 0002C15F
	v_cvt_pk_bf16_f32 v93, v97, v93                            // 0000000031E8: D268005D 0002BB61
	v_cvt_pk_bf16_f32 v90, v1, v90                             // 0000000031F0: D268005A 0002B501
	v_cvt_pk_bf16_f32 v91, v91, v94                            // 0000000031F8: D268005B 0002BD5B
	s_mov_b32 s0, 0x5040100                                    // 000000003200: BE8000FF 05040100
	s_mov_b32 s1, 0x7060302                                    // 000000003208: BE8100FF 07060302
	v_mfma_f32_16x16x32_bf16 v[82:85], v[86:89], v[90:93], v[82:85] // 000000003210: D3B50052 054AB556
	v_perm_b32 v86, v22, v18, s0                               // 000000003218: D1ED0056 00022516
	v_perm_b32 v87, v30, v26, s0                               // 000000003220: D1ED0057 0002351E
	v_perm_b32 v94, v22, v18, s1                               // 000000003228: D1ED005E 00062516
	v_perm_b32 v95, v30, v26, s1                               // 000000003230: D1ED005F 0006351E
	v_perm_b32 v98, v23, v19, s0                               // 000000003238: D1ED0062 00022717
	v_perm_b32 v99, v31, v27, s0                               // 000000003240: D1ED0063 0002371F
	s_waitcnt vmcnt(18)                                        // 000000003248: BF8C4F72
	v_perm_b32 v88, v46, v42, s0                               // 00000000324C: D1ED0058 0002552E
	s_waitcnt vmcnt(16)                                        // 000000003254: BF8C4F70
	v_perm_b32 v89, v38, v34, s0                               // 000000003258: D1ED0059 00024526
	v_perm_b32 v96, v46, v42, s1                               // 000000003260: D1ED0060 0006552E
	v_perm_b32 v97, v38, v34, s1                               // 000000003268: D1ED0061 00064526
	v_perm_b32 v100, v47, v43, s0                              // 000000003270: D1ED0064 0002572F
	v_perm_b32 v101, v39, v35, s0                              // 000000003278: D1ED0065 00024727
	v_perm_b32 v114, v23, v19, s1                              // 000000003280: D1ED0072 00062717
	v_perm_b32 v115, v31, v27, s1                              // 000000003288: D1ED0073 0006371F
	v_perm_b32 v118, v24, v20, s0                              // 000000003290: D1ED0076 00022918
	v_mfma_f32_16x16x32_bf16 v[86:89], v[86:89], v[90:93], v[70:73] // 000000003298: D3B50056 051AB556
	v_perm_b32 v119, v32, v28, s0                              // 0000000032A0: D1ED0077 00023920
	v_perm_b32 v116, v47, v43, s1                              // 0000000032A8: D1ED0074 0006572F
	v_perm_b32 v117, v39, v35, s1                              // 0000000032B0: D1ED0075 00064727
	v_mfma_f32_16x16x32_bf16 v[78:81], v[94:97], v[90:93], v[78:81] // 0000000032B8: D3B5004E 053AB55E
	v_perm_b32 v94, v24, v20, s1                               // 0000000032C0: D1ED005E 00062918
	v_perm_b32 v95, v32, v28, s1                               // 0000000032C8: D1ED005F 00063920
	v_perm_b32 v120, v48, v44, s0                              // 0000000032D0: D1ED0078 00025930
	v_mfma_f32_16x16x32_bf16 v[70:73], v[98:101], v[90:93], v[74:77] // 0000000032D8: D3B50046 052AB562
	v_perm_b32 v121, v40, v36, s0                              // 0000000032E0: D1ED0079 00024928
	v_perm_b32 v96, v48, v44, s1                               // 0000000032E8: D1ED0060 00065930
	v_perm_b32 v97, v40, v36, s1                               // 0000000032F0: D1ED0061 00064928
	v_perm_b32 v74, v25, v21, s0                               // 0000000032F8: D1ED004A 00022B19
	v_perm_b32 v75, v33, v29, s0                               // 000000003300: D1ED004B 00023B21
	v_perm_b32 v76, v49, v45, s0                               // 000000003308: D1ED004C 00025B31
	v_perm_b32 v77, v41, v37, s0                               // 000000003310: D1ED004D 00024B29
	v_perm_b32 v18, v25, v21, s1                               // 000000003318: D1ED0012 00062B19
	v_perm_b32 v19, v33, v29, s1                               // 000000003320: D1ED0013 00063B21
	v_perm_b32 v20, v49, v45, s1                               // 000000003328: D1ED0014 00065B31
	v_perm_b32 v21, v41, v37, s1                               // 000000003330: D1ED0015 00064B29
	v_mfma_f32_16x16x32_bf16 v[66:69], v[114:117], v[90:93], v[66:69] // 000000003338: D3B50042 050AB572
	v_mfma_f32_16x16x32_bf16 v[62:65], v[118:121], v[90:93], v[62:65] // 000000003340: D3B5003E 04FAB576
	v_mfma_f32_16x16x32_bf16 v[58:61], v[94:97], v[90:93], v[58:61] // 000000003348: D3B5003A 04EAB55E
	v_mfma_f32_16x16x32_bf16 v[22:25], v[74:77], v[90:93], v[54:57] // 000000003350: D3B50016 04DAB54A
	v_mfma_f32_16x16x32_bf16 v[18:21], v[18:21], v[90:93], v[50:53] // 000000003358: D3B50012 04CAB512
	s_waitcnt vmcnt(15)                                        // 000000003360: BF8C0F7F
	ds_write_b128 v208, v[150:153]                             // 000000003364: D9BE0000 000096D0
	s_waitcnt vmcnt(14)                                        // 00000000336C: BF8C0F7E
	ds_write_b128 v182, v[154:157] offset:256                  // 000000003370: D9BE0100 00009AB6
	s_waitcnt vmcnt(13)                                        // 000000003378: BF8C0F7D
	ds_write_b128 v183, v[158:161] offset:512                  // 00000000337C: D9BE0200 00009EB7
	s_waitcnt vmcnt(12)                                        // 000000003384: BF8C0F7C
	ds_write_b128 v185, v[162:165] offset:768                  // 000000003388: D9BE0300 0000A2B9
	ds_read_b128 v[26:29], v207                                // 000000003390: D9FE0000 1A0000CF
	ds_read_b128 v[30:33], v184                                // 000000003398: D9FE0000 1E0000B8
	s_mov_b32 s8, 0                                            // 0000000033A0: BE880080
	s_mov_b32 s10, s8                                          // 0000000033A4: BE8A0008
	s_mov_b32 s11, s8                                          // 0000000033A8: BE8B0008
	s_mov_b32 s9, s8                                           // 0000000033AC: BE890008
	v_mov_b64_e32 v[36:37], s[10:11]                           // 0000000033B0: 7E48700A
	v_mov_b64_e32 v[34:35], s[8:9]                             // 0000000033B4: 7E447008
	s_mov_b32 s0, 0x3e0293ee                                   // 0000000033B8: BE8000FF 3E0293EE
	s_add_i32 s43, s43, 64                                     // 0000000033C0: 812BC02B
	s_waitcnt lgkmcnt(1)                                       // 0000000033C4: BF8CC17F
	v_mfma_f32_16x16x32_bf16 v[26:29], v[26:29], v[14:17], v[34:37] // 0000000033C8: D3B5001A 048A1D1A
	s_cmp_le_i32 s43, s42                                      // 0000000033D0: BF052A2B
	s_waitcnt lgkmcnt(0)                                       // 0000000033D4: BF8CC07F
	v_mfma_f32_16x16x32_bf16 v[26:29], v[30:33], v[10:13], v[26:29] // 0000000033D8: D3B5001A 046A151E
	ds_read_b128 v[30:33], v209                                // 0000000033E0: D9FE0000 1E0000D1
	ds_read_b128 v[38:41], v210                                // 0000000033E8: D9FE0000 260000D2
	s_waitcnt vmcnt(7)                                         // 0000000033F0: BF8C0F77
	ds_write_b128 v208, v[166:169]                             // 0000000033F4: D9BE0000 0000A6D0
	s_waitcnt vmcnt(6)                                         // 0000000033FC: BF8C0F76
	ds_write_b128 v182, v[170:173] offset:256                  // 000000003400: D9BE0100 0000AAB6
	s_waitcnt vmcnt(5)                                         // 000000003408: BF8C0F75
	ds_write_b128 v183, v[174:177] offset:512                  // 00000000340C: D9BE0200 0000AEB7
	s_waitcnt vmcnt(4)                                         // 000000003414: BF8C0F74
	ds_write_b128 v185, v[178:181] offset:768                  // 000000003418: D9BE0300 0000B2B9
	s_waitcnt lgkmcnt(5)                                       // 000000003420: BF8CC57F
	v_mfma_f32_16x16x32_bf16 v[26:29], v[30:33], v[6:9], v[26:29] // 000000003424: D3B5001A 046A0D1E
	ds_read_b128 v[30:33], v207                                // 00000000342C: D9FE0000 1E0000CF
	s_waitcnt lgkmcnt(5)                                       // 000000003434: BF8CC57F
	v_mfma_f32_16x16x32_bf16 v[26:29], v[38:41], v[2:5], v[26:29] // 000000003438: D3B5001A 046A0526
	ds_read_b128 v[38:41], v184                                // 000000003440: D9FE0000 260000B8
	s_waitcnt lgkmcnt(1)                                       // 000000003448: BF8CC17F
	v_mfma_f32_16x16x32_bf16 v[14:17], v[30:33], v[14:17], v[34:37] // 00000000344C: D3B5000E 048A1D1E
	ds_read_b128 v[30:33], v209                                // 000000003454: D9FE0000 1E0000D1
	s_waitcnt lgkmcnt(1)                                       // 00000000345C: BF8CC17F
	v_mfma_f32_16x16x32_bf16 v[10:13], v[38:41], v[10:13], v[14:17] // 000000003460: D3B5000A 043A1526
	s_nop 4                                                    // 000000003468: BF800004
	ds_read_b128 v[14:17], v210                                // 00000000346C: D9FE0000 0E0000D2
	s_waitcnt lgkmcnt(1)                                       // 000000003474: BF8CC17F
	v_mfma_f32_16x16x32_bf16 v[6:9], v[30:33], v[6:9], v[10:13] // 000000003478: D3B50006 042A0D1E
	s_waitcnt lgkmcnt(0)                                       // 000000003480: BF8CC07F
	v_mfma_f32_16x16x32_bf16 v[8:11], v[14:17], v[2:5], v[6:9] // 000000003484: D3B50008 041A050E
	s_nop 5                                                    // 00000000348C: BF800005
	v_pk_mul_f32 v[6:7], v[26:27], s[0:1] op_sel_hi:[1,0]      // 000000003490: D3B14006 0800011A
	v_pk_mul_f32 v[4:5], v[28:29], s[0:1] op_sel_hi:[1,0]      // 000000003498: D3B14004 0800011C
	v_pk_mul_f32 v[2:3], v[8:9], s[0:1] op_sel_hi:[1,0]        // 0000000034A0: D3B14002 08000108
	v_pk_mul_f32 v[8:9], v[10:11], s[0:1] op_sel_hi:[1,0]      // 0000000034A8: D3B14008 0800010A
	s_cbranch_scc1 41                                          // 0000000034B0: BF850029 <paged_attention_decode+0x1A58>
	v_add_u32_e32 v1, s5, v203                                 // 0000000034B4: 68039605
	v_sub_u32_e32 v1, s42, v1                                  // 0000000034B8: 6A02022A
	v_cmp_lt_i32_e64 s[16:17], 18, v1                          // 0000000034BC: D0C10010 00020292
	v_cmp_lt_i32_e64 s[18:19], 19, v1                          // 0000000034C4: D0C10012 00020293
	v_cmp_lt_i32_e64 s[14:15], 17, v1                          // 0000000034CC: D0C1000E 00020291
	s_or_b64 s[16:17], s[18:19], s[16:17]                      // 0000000034D4: 87901012
	v_cmp_lt_i32_e64 s[12:13], 16, v1                          // 0000000034D8: D0C1000C 00020290
	s_or_b64 s[14:15], s[16:17], s[14:15]                      // 0000000034E0: 878E0E10
	v_cmp_lt_i32_e64 s[10:11], 3, v1                           // 0000000034E4: D0C1000A 00020283
	s_or_b64 s[12:13], s[14:15], s[12:13]                      // 0000000034EC: 878C0C0E
	v_cmp_lt_i32_e64 s[8:9], 2, v1                             // 0000000034F0: D0C10008 00020282
	s_or_b64 s[10:11], s[12:13], s[10:11]                      // 0000000034F8: 878A0A0C
	v_cmp_lt_i32_e64 s[0:1], 1, v1                             // 0000000034FC: D0C10000 00020281
	s_or_b64 s[8:9], s[10:11], s[8:9]                          // 000000003504: 8788080A
	v_cmp_lt_i32_e32 vcc, 0, v1                                // 000000003508: 7D820280
	s_or_b64 s[0:1], s[8:9], s[0:1]                            // 00000000350C: 87800008
	v_mov_b32_e32 v10, 0xff800000                              // 000000003510: 7E1402FF FF800000
	s_or_b64 vcc, s[0:1], vcc                                  // 000000003518: 87EA6A00
	v_cndmask_b32_e64 v9, v10, v9, s[18:19]                    // 00000000351C: D1000009 004A130A
	v_cndmask_b32_e64 v8, v10, v8, s[16:17]                    // 000000003524: D1000008 0042110A
	v_cndmask_b32_e64 v3, v10, v3, s[14:15]                    // 00000000352C: D1000003 003A070A
	v_cndmask_b32_e64 v2, v10, v2, s[12:13]                    // 000000003534: D1000002 0032050A
	v_cndmask_b32_e64 v5, v10, v5, s[10:11]                    // 00000000353C: D1000005 002A0B0A
	v_cndmask_b32_e64 v4, v10, v4, s[8:9]                      // 000000003544: D1000004 0022090A
	v_cndmask_b32_e64 v7, v10, v7, s[0:1]                      // 00000000354C: D1000007 00020F0A
	v_cndmask_b32_e32 v6, v10, v6, vcc                         // 000000003554: 000C0D0A
	v_max_f32_e32 v1, v7, v7                                   // 000000003558: 16020F07
	v_max_f32_e32 v10, v6, v6                                  // 00000000355C: 16140D06
	v_max_f32_e32 v1, v10, v1                                  // 000000003560: 1602030A
	v_max3_f32 v1, v1, v4, v5                                  // 000000003564: D1D30001 04160901
	v_max3_f32 v1, v1, v2, v3                                  // 00000000356C: D1D30001 040E0501
	v_max3_f32 v1, v1, v8, v9                                  // 000000003574: D1D30001 04261101
	v_add_f32_e32 v10, 0x41000000, v206                        // 00000000357C: 02159CFF 41000000
	v_cmp_gt_f32_e32 vcc, v1, v10                              // 000000003584: 7C881501
	s_cbranch_vccz 50                                          // 000000003588: BF860032 <paged_attention_decode+0x1B54>
	ds_bpermute_b32 v10, v205, v1                              // 00000000358C: D87E0000 0A0001CD
	v_max_f32_e32 v1, v1, v1                                   // 000000003594: 16020301
	s_waitcnt lgkmcnt(0)                                       // 000000003598: BF8CC07F
	v_max_f32_e32 v10, v10, v10                                // 00000000359C: 1614150A
	v_max_f32_e32 v1, v1, v10                                  // 0000000035A0: 16021501
	ds_bpermute_b32 v10, v204, v1                              // 0000000035A4: D87E0000 0A0001CC
	s_waitcnt lgkmcnt(0)                                       // 0000000035AC: BF8CC07F
	v_max3_f32 v1, v206, v1, v10                               // 0000000035B0: D1D30001 042A03CE
	v_sub_f32_e32 v10, v206, v1                                // 0000000035B8: 041403CE
	v_exp_f32_e32 v10, v10                                     // 0000000035BC: 7E14410A
	v_mov_b32_e32 v206, v1                                     // 0000000035C0: 7F9C0301
	v_pk_mul_f32 v[88:89], v[10:11], v[88:89] op_sel_hi:[0,1]  // 0000000035C4: D3B14058 1002B10A
	v_pk_mul_f32 v[86:87], v[10:11], v[86:87] op_sel_hi:[0,1]  // 0000000035CC: D3B14056 1002AD0A
	v_pk_mul_f32 v[80:81], v[10:11], v[80:81] op_sel_hi:[0,1]  // 0000000035D4: D3B14050 1002A10A
	v_pk_mul_f32 v[78:79], v[10:11], v[78:79] op_sel_hi:[0,1]  // 0000000035DC: D3B1404E 10029D0A
	v_pk_mul_f32 v[72:73], v[10:11], v[72:73] op_sel_hi:[0,1]  // 0000000035E4: D3B14048 1002910A
	v_pk_mul_f32 v[70:71], v[10:11], v[70:71] op_sel_hi:[0,1]  // 0000000035EC: D3B14046 10028D0A
	v_pk_mul_f32 v[68:69], v[10:11], v[68:69] op_sel_hi:[0,1]  // 0000000035F4: D3B14044 1002890A
	v_pk_mul_f32 v[66:67], v[10:11], v[66:67] op_sel_hi:[0,1]  // 0000000035FC: D3B14042 1002850A
	v_pk_mul_f32 v[64:65], v[10:11], v[64:65] op_sel_hi:[0,1]  // 000000003604: D3B14040 1002810A
	v_pk_mul_f32 v[62:63], v[10:11], v[62:63] op_sel_hi:[0,1]  // 00000000360C: D3B1403E 10027D0A
	v_pk_mul_f32 v[60:61], v[10:11], v[60:61] op_sel_hi:[0,1]  // 000000003614: D3B1403C 1002790A
	v_pk_mul_f32 v[58:59], v[10:11], v[58:59] op_sel_hi:[0,1]  // 00000000361C: D3B1403A 1002750A
	v_pk_mul_f32 v[24:25], v[10:11], v[24:25] op_sel_hi:[0,1]  // 000000003624: D3B14018 1002310A
	v_pk_mul_f32 v[22:23], v[10:11], v[22:23] op_sel_hi:[0,1]  // 00000000362C: D3B14016 10022D0A
	v_pk_mul_f32 v[20:21], v[10:11], v[20:21] op_sel_hi:[0,1]  // 000000003634: D3B14014 1002290A
	v_pk_mul_f32 v[18:19], v[10:11], v[18:19] op_sel_hi:[0,1]  // 00000000363C: D3B14012 1002250A
	v_pk_mul_f32 v[84:85], v[10:11], v[84:85] op_sel_hi:[0,1]  // 000000003644: D3B14054 1002A90A
	v_pk_mul_f32 v[82:83], v[10:11], v[82:83] op_sel_hi:[0,1]  // 00000000364C: D3B14052 1002A50A
	v_sub_f32_e32 v2, v2, v206                                 // 000000003654: 04059D02
	v_exp_f32_e32 v11, v2                                      // 000000003658: 7E164102
	v_sub_f32_e32 v2, v3, v206                                 // 00000000365C: 04059D03
	v_exp_f32_e32 v12, v2                                      // 000000003660: 7E184102
	v_sub_f32_e32 v2, v8, v206                                 // 000000003664: 04059D08
	v_sub_f32_e32 v4, v4, v206                                 // 000000003668: 04099D04
	v_exp_f32_e32 v8, v2                                       // 00000000366C: 7E104102
	v_sub_f32_e32 v2, v9, v206                                 // 000000003670: 04059D09
	v_sub_f32_e32 v1, v6, v206                                 // 000000003674: 04039D06
	v_sub_f32_e32 v6, v7, v206                                 // 000000003678: 040D9D07
	v_exp_f32_e32 v7, v4                                       // 00000000367C: 7E0E4104
	v_sub_f32_e32 v4, v5, v206                                 // 000000003680: 04099D05
	v_exp_f32_e32 v9, v2                                       // 000000003684: 7E124102
	v_mov_b32_e32 v2, 0x3f803f80                               // 000000003688: 7E0402FF 3F803F80
	v_exp_f32_e32 v1, v1                                       // 000000003690: 7E024101
	v_exp_f32_e32 v6, v6                                       // 000000003694: 7E0C4106
	v_exp_f32_e32 v10, v4                                      // 000000003698: 7E144104
	v_mov_b32_e32 v3, v2                                       // 00000000369C: 7E060302
	v_mov_b32_e32 v4, v2                                       // 0000000036A0: 7E080302
	v_mov_b32_e32 v5, v2                                       // 0000000036A4: 7E0A0302
	v_cvt_pk_bf16_f32 v38, v11, v12                            // 0000000036A8: D2680026 0002190B
	v_cvt_pk_bf16_f32 v39, v8, v9                              // 0000000036B0: D2680027 00021308
	v_cvt_pk_bf16_f32 v36, v1, v6                              // 0000000036B8: D2680024 00020D01
	v_cvt_pk_bf16_f32 v37, v7, v10                             // 0000000036C0: D2680025 00021507
	s_mov_b32 s0, 0x5040100                                    // 0000000036C8: BE8000FF 05040100
	s_mov_b32 s1, 0x7060302                                    // 0000000036D0: BE8100FF 07060302
	v_mfma_f32_16x16x32_bf16 v[26:29], v[2:5], v[36:39], v[82:85] // 0000000036D8: D3B5001A 054A4902
	v_perm_b32 v2, v106, v102, s0                              // 0000000036E0: D1ED0002 0002CD6A
	v_perm_b32 v3, v130, v110, s0                              // 0000000036E8: D1ED0003 0002DD82
	v_perm_b32 v6, v106, v102, s1                              // 0000000036F0: D1ED0006 0006CD6A
	v_perm_b32 v7, v130, v110, s1                              // 0000000036F8: D1ED0007 0006DD82
	v_perm_b32 v10, v107, v103, s0                             // 000000003700: D1ED000A 0002CF6B
	v_perm_b32 v11, v131, v111, s0                             // 000000003708: D1ED000B 0002DF83
	v_perm_b32 v14, v107, v103, s1                             // 000000003710: D1ED000E 0006CF6B
	s_waitcnt vmcnt(2)                                         // 000000003718: BF8C0F72
	v_perm_b32 v4, v146, v138, s0                              // 00000000371C: D1ED0004 00031592
	s_waitcnt vmcnt(0)                                         // 000000003724: BF8C0F70
	v_perm_b32 v5, v142, v134, s0                              // 000000003728: D1ED0005 00030D8E
	v_perm_b32 v15, v131, v111, s1                             // 000000003730: D1ED000F 0006DF83
	v_perm_b32 v28, v108, v104, s0                             // 000000003738: D1ED001C 0002D16C
	v_perm_b32 v8, v146, v138, s1                              // 000000003740: D1ED0008 00071592
	v_perm_b32 v9, v142, v134, s1                              // 000000003748: D1ED0009 00070D8E
	v_perm_b32 v29, v132, v112, s0                             // 000000003750: D1ED001D 0002E184
	v_perm_b32 v12, v147, v139, s0                             // 000000003758: D1ED000C 00031793
	v_perm_b32 v13, v143, v135, s0                             // 000000003760: D1ED000D 00030F8F
	v_perm_b32 v32, v108, v104, s1                             // 000000003768: D1ED0020 0006D16C
	v_perm_b32 v16, v147, v139, s1                             // 000000003770: D1ED0010 00071793
	v_perm_b32 v17, v143, v135, s1                             // 000000003778: D1ED0011 00070F8F
	v_perm_b32 v33, v132, v112, s1                             // 000000003780: D1ED0021 0006E184
	v_perm_b32 v30, v148, v140, s0                             // 000000003788: D1ED001E 00031994
	v_perm_b32 v31, v144, v136, s0                             // 000000003790: D1ED001F 00031190
	v_perm_b32 v40, v109, v105, s0                             // 000000003798: D1ED0028 0002D36D
	v_perm_b32 v34, v148, v140, s1                             // 0000000037A0: D1ED0022 00071994
	v_perm_b32 v35, v144, v136, s1                             // 0000000037A8: D1ED0023 00071190
	v_perm_b32 v41, v133, v113, s0                             // 0000000037B0: D1ED0029 0002E385
	v_perm_b32 v42, v149, v141, s0                             // 0000000037B8: D1ED002A 00031B95
	v_perm_b32 v43, v145, v137, s0                             // 0000000037C0: D1ED002B 00031391
	v_perm_b32 v44, v109, v105, s1                             // 0000000037C8: D1ED002C 0006D36D
	v_perm_b32 v45, v133, v113, s1                             // 0000000037D0: D1ED002D 0006E385
	v_perm_b32 v46, v149, v141, s1                             // 0000000037D8: D1ED002E 00071B95
	v_perm_b32 v47, v145, v137, s1                             // 0000000037E0: D1ED002F 00071391
	v_mfma_f32_16x16x32_bf16 v[2:5], v[2:5], v[36:39], v[86:89] // 0000000037E8: D3B50002 055A4902
	v_mfma_f32_16x16x32_bf16 v[6:9], v[6:9], v[36:39], v[78:81] // 0000000037F0: D3B50006 053A4906
	v_mfma_f32_16x16x32_bf16 v[10:13], v[10:13], v[36:39], v[70:73] // 0000000037F8: D3B5000A 051A490A
	v_mfma_f32_16x16x32_bf16 v[14:17], v[14:17], v[36:39], v[66:69] // 000000003800: D3B5000E 050A490E
	v_mfma_f32_16x16x32_bf16 v[28:31], v[28:31], v[36:39], v[62:65] // 000000003808: D3B5001C 04FA491C
	v_mfma_f32_16x16x32_bf16 v[32:35], v[32:35], v[36:39], v[58:61] // 000000003810: D3B50020 04EA4920
	v_mfma_f32_16x16x32_bf16 v[22:25], v[40:43], v[36:39], v[22:25] // 000000003818: D3B50016 045A4928
	v_mfma_f32_16x16x32_bf16 v[18:21], v[44:47], v[36:39], v[18:21] // 000000003820: D3B50012 044A492C
	s_lshl_b32 s5, s40, 12                                     // 000000003828: 8E058C28
	v_cmp_gt_u32_e32 vcc, 16, v194                             // 00000000382C: 7D998490
	s_and_saveexec_b64 s[0:1], vcc                             // 000000003830: BE80206A
	v_lshl_add_u32 v1, v202, 2, s5                             // 000000003834: D1FD0001 001505CA
	v_add_u32_e32 v1, 0xc00, v1                                // 00000000383C: 680202FF 00000C00
	ds_write2_b32 v1, v26, v206 offset0:24 offset1:40          // 000000003844: D81C2818 00CE1A01
	s_or_b64 exec, exec, s[0:1]                                // 00000000384C: 87FE007E
	v_cmp_gt_u32_e32 vcc, 6, v202                              // 000000003850: 7D999486
	s_and_saveexec_b64 s[0:1], vcc                             // 000000003854: BE80206A
	s_cbranch_execz 53                                         // 000000003858: BF880035 <paged_attention_decode+0x1E30>
	v_lshlrev_b32_e32 v1, 3, v0                                // 00000000385C: 24020083
	v_and_b32_e32 v1, 0x180, v1                                // 000000003860: 260202FF 00000180
	v_mul_u32_u24_e32 v26, 0x210, v202                         // 000000003868: 103594FF 00000210
	v_add3_u32 v1, s5, v1, v26                                 // 000000003870: D1FF0001 046A0205
	v_mov_b32_e32 v36, v2                                      // 000000003878: 7E480302
	v_mov_b32_e32 v37, v6                                      // 00000000387C: 7E4A0306
	v_mov_b32_e32 v38, v10                                     // 000000003880: 7E4C030A
	v_mov_b32_e32 v39, v14                                     // 000000003884: 7E4E030E
	ds_write_b128 v1, v[36:39]                                 // 000000003888: D9BE0000 00002401
	v_mov_b32_e32 v36, v28                                     // 000000003890: 7E48031C
	v_mov_b32_e32 v26, v29                                     // 000000003894: 7E34031D
	v_mov_b32_e32 v27, v33                                     // 000000003898: 7E360321
	v_mov_b32_e32 v28, v23                                     // 00000000389C: 7E380317
	v_mov_b32_e32 v29, v19                                     // 0000000038A0: 7E3A0313
	v_mov_b32_e32 v37, v32                                     // 0000000038A4: 7E4A0320
	v_mov_b32_e32 v38, v22                                     // 0000000038A8: 7E4C0316
	v_mov_b32_e32 v39, v18                                     // 0000000038AC: 7E4E0312
	ds_write_b128 v1, v[26:29] offset:48                       // 0000000038B0: D9BE0030 00001A01
	v_mov_b32_e32 v26, v4                                      // 0000000038B8: 7E340304
	v_mov_b32_e32 v27, v8                                      // 0000000038BC: 7E360308
	v_mov_b32_e32 v28, v12                                     // 0000000038C0: 7E38030C
	v_mov_b32_e32 v29, v16                                     // 0000000038C4: 7E3A0310
	ds_write_b128 v1, v[36:39] offset:16                       // 0000000038C8: D9BE0010 00002401
	v_mov_b32_e32 v36, v3                                      // 0000000038D0: 7E480303
	v_mov_b32_e32 v37, v7                                      // 0000000038D4: 7E4A0307
	v_mov_b32_e32 v38, v11                                     // 0000000038D8: 7E4C030B
	v_mov_b32_e32 v39, v15                                     // 0000000038DC: 7E4E030F
	ds_write_b128 v1, v[26:29] offset:64                       // 0000000038E0: D9BE0040 00001A01
	v_mov_b32_e32 v26, v30                                     // 0000000038E8: 7E34031E
	v_mov_b32_e32 v27, v34                                     // 0000000038EC: 7E360322
	v_mov_b32_e32 v28, v24                                     // 0000000038F0: 7E380318
	v_mov_b32_e32 v29, v20                                     // 0000000038F4: 7E3A0314
	v_mov_b32_e32 v14, v5                                      // 0000000038F8: 7E1C0305
	v_mov_b32_e32 v15, v9                                      // 0000000038FC: 7E1E0309
	v_mov_b32_e32 v16, v13                                     // 000000003900: 7E20030D
	v_mov_b32_e32 v18, v31                                     // 000000003904: 7E24031F
	v_mov_b32_e32 v19, v35                                     // 000000003908: 7E260323
	v_mov_b32_e32 v20, v25                                     // 00000000390C: 7E280319
	ds_write_b128 v1, v[36:39] offset:32                       // 000000003910: D9BE0020 00002401
	ds_write_b128 v1, v[26:29] offset:80                       // 000000003918: D9BE0050 00001A01
	ds_write_b128 v1, v[14:17] offset:96                       // 000000003920: D9BE0060 00000E01
	ds_write_b128 v1, v[18:21] offset:112                      // 000000003928: D9BE0070 00001201
	s_or_b64 exec, exec, s[0:1]                                // 000000003930: 87FE007E
	s_movk_i32 s0, 0xc0                                        // 000000003934: B00000C0
	v_cmp_gt_u32_e32 vcc, s0, v0                               // 000000003938: 7D980000
	s_waitcnt lgkmcnt(0)                                       // 00000000393C: BF8CC07F
	s_mul_i32 s0, s30, s3                                      // 000000003940: 9200031E
	s_mul_hi_u32 s1, s30, s2                                   // 000000003944: 9601021E
	s_add_i32 s0, s1, s0                                       // 000000003948: 81000001
	s_mul_i32 s1, s31, s2                                      // 00000000394C: 9201021F
	s_add_i32 s1, s0, s1                                       // 000000003950: 81010100
	s_mul_i32 s0, s30, s2                                      // 000000003954: 9200021E
	s_lshl_b64 s[0:1], s[0:1], 1                               // 000000003958: 8E808100
	s_add_u32 s0, s38, s0                                      // 00000000395C: 80000026
	s_addc_u32 s1, s39, s1                                     // 000000003960: 82010127
	s_ashr_i32 s14, s35, 31                                    // 000000003964: 900E9F23
	s_cmp_gt_i32 s7, s34                                       // 000000003968: BF022207
	s_mul_hi_i32 s9, s2, 6                                     // 00000000396C: 96898602
	s_mul_i32 s8, s2, 6                                        // 000000003970: 92088602
	s_cselect_b64 s[2:3], -1, 0                                // 000000003974: 858280C1
	s_cmp_le_i32 s7, s34                                       // 000000003978: BF052207
	s_cselect_b64 s[12:13], -1, 0                              // 00000000397C: 858C80C1
	s_barrier                                                  // 000000003980: BF8A0000
	s_and_saveexec_b64 s[10:11], vcc                           // 000000003984: BE8A206A
	s_cbranch_execz 168                                        // 000000003988: BF8800A8 <paged_attention_decode+0x212C>
	v_lshrrev_b32_e32 v22, 5, v0                               // 00000000398C: 202C0085
	v_lshlrev_b32_e32 v2, 2, v22                               // 000000003990: 24042C82
	v_add_u32_e32 v1, 0xa0, v2                                 // 000000003994: 680204FF 000000A0
	ds_read2st64_b32 v[8:9], v1 offset0:12 offset1:28          // 00000000399C: D8701C0C 08000001
	ds_read2st64_b32 v[16:17], v1 offset0:44 offset1:60        // 0000000039A4: D8703C2C 10000001
	s_movk_i32 s5, 0x20c                                       // 0000000039AC: B005020C
	v_and_b32_e32 v10, 0x7c, v195                              // 0000000039B0: 261586FF 0000007C
	v_mad_u32_u24 v7, v22, s5, v2                              // 0000000039B8: D1C30007 04080B16
	s_waitcnt lgkmcnt(1)                                       // 0000000039C0: BF8CC17F
	v_max_f32_e32 v1, v9, v9                                   // 0000000039C4: 16021309
	v_max_f32_e32 v3, v8, v8                                   // 0000000039C8: 16061108
	v_max_f32_e32 v1, v3, v1                                   // 0000000039CC: 16020303
	s_waitcnt lgkmcnt(0)                                       // 0000000039D0: BF8CC07F
	v_max3_f32 v1, v1, v16, v17                                // 0000000039D4: D1D30001 04462101
	v_lshl_add_u32 v23, v10, 2, v7                             // 0000000039DC: D1FD0017 041D050A
	ds_read_b128 v[2:5], v23                                   // 0000000039E4: D9FE0000 02000017
	v_sub_f32_e32 v6, v8, v1                                   // 0000000039EC: 040C0308
	v_exp_f32_e32 v6, v6                                       // 0000000039F0: 7E0C4106
	s_movk_i32 s5, 0xfdf4                                      // 0000000039F4: B005FDF4
	v_mul_u32_u24_e32 v24, 0x20c, v22                          // 0000000039F8: 10302CFF 0000020C
	ds_read_b128 v[12:15], v23 offset:4096                     // 000000003A00: D9FE1000 0C000017
	s_waitcnt lgkmcnt(1)                                       // 000000003A08: BF8CC17F
	v_pk_fma_f32 v[18:19], v[2:3], v[6:7], 0 op_sel_hi:[1,0,0] // 000000003A0C: D3B00012 0A020D02
	v_pk_fma_f32 v[2:3], v[4:5], v[6:7], 0 op_sel_hi:[1,0,0]   // 000000003A14: D3B00002 0A020D04
	v_mad_i32_i24 v4, v22, s5, v7                              // 000000003A1C: D1C20004 041C0B16
	v_mul_i32_i24_e32 v25, 0xfffffdf4, v22                     // 000000003A24: 0C322CFF FFFFFDF4
	ds_read_b32 v5, v4 offset:3168                             // 000000003A2C: D86C0C60 05000004
	v_sub_f32_e32 v8, v9, v1                                   // 000000003A34: 04100309
	v_exp_f32_e32 v8, v8                                       // 000000003A38: 7E104108
	v_add3_u32 v4, v4, v24, v25                                // 000000003A3C: D1FF0004 04663104
	v_add3_u32 v9, v4, v24, v25                                // 000000003A44: D1FF0009 04663104
	ds_read_b32 v26, v4 offset:7264                            // 000000003A4C: D86C1C60 1A000004
	ds_read_b32 v27, v9 offset:11360                           // 000000003A54: D86C2C60 1B000009
	s_waitcnt lgkmcnt(2)                                       // 000000003A5C: BF8CC27F
	v_fma_f32 v11, v5, v6, 0                                   // 000000003A60: D1CB000B 02020D05
	v_pk_fma_f32 v[20:21], v[14:15], v[8:9], v[2:3] op_sel_hi:[1,0,1] // 000000003A68: D3B04014 0C0A110E
	ds_read_b128 v[2:5], v23 offset:8192                       // 000000003A70: D9FE2000 02000017
	v_sub_f32_e32 v6, v16, v1                                  // 000000003A78: 040C0310
	v_pk_fma_f32 v[18:19], v[12:13], v[8:9], v[18:19] op_sel_hi:[1,0,1] // 000000003A7C: D3B04012 0C4A110C
	v_add3_u32 v9, v9, v24, v25                                // 000000003A84: D1FF0009 04663109
	v_exp_f32_e32 v6, v6                                       // 000000003A8C: 7E0C4106
	s_waitcnt lgkmcnt(2)                                       // 000000003A90: BF8CC27F
	v_fmac_f32_e32 v11, v26, v8                                // 000000003A94: 7616111A
	ds_read_b128 v[12:15], v23 offset:12288                    // 000000003A98: D9FE3000 0C000017
	v_sub_f32_e32 v8, v17, v1                                  // 000000003AA0: 04100311
	ds_read_b32 v9, v9 offset:15456                            // 000000003AA4: D86C3C60 09000009
	v_exp_f32_e32 v8, v8                                       // 000000003AAC: 7E104108
	v_mov_b32_e32 v7, 0                                        // 000000003AB0: 7E0E0280
	s_waitcnt lgkmcnt(2)                                       // 000000003AB4: BF8CC27F
	v_pk_fma_f32 v[4:5], v[4:5], v[6:7], v[20:21] op_sel_hi:[1,0,1] // 000000003AB8: D3B04004 0C520D04
	v_pk_fma_f32 v[2:3], v[2:3], v[6:7], v[18:19] op_sel_hi:[1,0,1] // 000000003AC0: D3B04002 0C4A0D02
	v_fmac_f32_e32 v11, v27, v6                                // 000000003AC8: 76160D1B
	s_waitcnt lgkmcnt(0)                                       // 000000003ACC: BF8CC07F
	v_pk_fma_f32 v[4:5], v[14:15], v[8:9], v[4:5] op_sel_hi:[1,0,1] // 000000003AD0: D3B04004 0C12110E
	v_pk_fma_f32 v[2:3], v[12:13], v[8:9], v[2:3] op_sel_hi:[1,0,1] // 000000003AD8: D3B04002 0C0A110C
	v_fmac_f32_e32 v11, v9, v8                                 // 000000003AE0: 76161109
	v_add_u32_e32 v8, s33, v22                                 // 000000003AE4: 68102C21
	s_andn2_b64 vcc, exec, s[12:13]                            // 000000003AE8: 89EA0C7E
	s_mov_b64 s[12:13], -1                                     // 000000003AEC: BE8C01C1
	s_cbranch_vccnz 38                                         // 000000003AF0: BF870026 <paged_attention_decode+0x208C>
	v_div_scale_f32 v6, s[12:13], v11, v11, 1.0                // 000000003AF4: D1E00C06 03CA170B
	v_rcp_f32_e32 v9, v6                                       // 000000003AFC: 7E124506
	v_div_scale_f32 v12, vcc, 1.0, v11, 1.0                    // 000000003B00: D1E06A0C 03CA16F2
	v_lshlrev_b32_e32 v16, 7, v8                               // 000000003B08: 24201087
	v_fma_f32 v13, -v6, v9, 1.0                                // 000000003B0C: D1CB000D 23CA1306
	v_fmac_f32_e32 v9, v13, v9                                 // 000000003B14: 7612130D
	v_mul_f32_e32 v13, v12, v9                                 // 000000003B18: 0A1A130C
	v_fma_f32 v14, -v6, v13, v12                               // 000000003B1C: D1CB000E 24321B06
	v_fmac_f32_e32 v13, v14, v9                                // 000000003B24: 761A130E
	v_fma_f32 v6, -v6, v13, v12                                // 000000003B28: D1CB0006 24321B06
	v_div_fmas_f32 v6, v6, v9, v13                             // 000000003B30: D1E20006 04361306
	v_div_fixup_f32 v6, v6, v11, 1.0                           // 000000003B38: D1DE0006 03CA1706
	v_cmp_lt_f32_e32 vcc, 0, v11                               // 000000003B40: 7C821680
	v_ashrrev_i32_e32 v17, 31, v16                             // 000000003B44: 2222209F
	v_lshl_add_u64 v[16:17], v[16:17], 1, s[0:1]               // 000000003B48: D2080010 00010310
	v_cndmask_b32_e32 v6, 0, v6, vcc                           // 000000003B50: 000C0C80
	v_pk_mul_f32 v[12:13], v[4:5], v[6:7] op_sel_hi:[1,0]      // 000000003B54: D3B1400C 08020D04
	v_pk_mul_f32 v[14:15], v[2:3], v[6:7] op_sel_hi:[1,0]      // 000000003B5C: D3B1400E 08020D02
	v_lshlrev_b32_e32 v6, 1, v10                               // 000000003B64: 240C1481
	v_lshl_add_u64 v[6:7], v[16:17], 0, v[6:7]                 // 000000003B68: D2080006 04190110
	v_cvt_pk_bf16_f32 v14, v14, v15                            // 000000003B70: D268000E 00021F0E
	v_cvt_pk_bf16_f32 v15, v12, v13                            // 000000003B78: D268000F 00021B0C
	s_mov_b64 s[12:13], 0                                      // 000000003B80: BE8C0180
	global_store_dwordx2 v[6:7], v[14:15], off                 // 000000003B84: DC748000 007F0E06
	s_andn2_b64 vcc, exec, s[12:13]                            // 000000003B8C: 89EA0C7E
	s_cbranch_vccnz 38                                         // 000000003B90: BF870026 <paged_attention_decode+0x212C>
	s_ashr_i32 s5, s6, 31                                      // 000000003B94: 90059F06
	v_ashrrev_i32_e32 v9, 31, v8                               // 000000003B98: 2212109F
	v_mov_b32_e32 v6, s6                                       // 000000003B9C: 7E0C0206
	v_mov_b32_e32 v7, s5                                       // 000000003BA0: 7E0E0205
	v_lshl_add_u64 v[8:9], s[8:9], 0, v[8:9]                   // 000000003BA4: D2080008 04210008
	v_mad_u64_u32 v[6:7], s[12:13], v8, s35, v[6:7]            // 000000003BAC: D1E80C06 04184708
	v_mul_lo_u32 v8, v8, s14                                   // 000000003BB4: D2850008 00001D08
	v_mul_lo_u32 v9, v9, s35                                   // 000000003BBC: D2850009 00004709
	v_add3_u32 v7, v9, v7, v8                                  // 000000003BC4: D1FF0007 04220F09
	v_lshlrev_b64 v[8:9], 9, v[6:7]                            // 000000003BCC: D28F0008 00020C89
	v_lshl_add_u64 v[8:9], s[20:21], 0, v[8:9]                 // 000000003BD4: D2080008 04210014
	v_lshlrev_b32_e32 v12, 2, v10                              // 000000003BDC: 24181482
	v_mov_b32_e32 v13, 0                                       // 000000003BE0: 7E1A0280
	v_lshl_add_u64 v[8:9], v[8:9], 0, v[12:13]                 // 000000003BE4: D2080008 04310108
	v_cmp_eq_u32_e32 vcc, 0, v10                               // 000000003BEC: 7D941480
	global_store_dwordx4 v[8:9], v[2:5], off                   // 000000003BF0: DC7C8000 007F0208
	s_and_saveexec_b64 s[12:13], vcc                           // 000000003BF8: BE8C206A
	s_xor_b64 s[12:13], exec, s[12:13]                         // 000000003BFC: 888C0C7E
	s_cbranch_execz 10                                         // 000000003C00: BF88000A <paged_attention_decode+0x212C>
	v_lshlrev_b64 v[2:3], 2, v[6:7]                            // 000000003C04: D28F0002 00020C82
	v_lshl_add_u64 v[4:5], s[24:25], 0, v[2:3]                 // 000000003C0C: D2080004 04090018
	v_lshl_add_u64 v[2:3], s[22:23], 0, v[2:3]                 // 000000003C14: D2080002 04090016
	global_store_dword v[2:3], v1, off                         // 000000003C1C: DC708000 007F0102
	global_store_dword v[4:5], v11, off                        // 000000003C24: DC708000 007F0B04
	s_or_b64 exec, exec, s[10:11]                              // 000000003C2C: 87FE0A7E
	s_and_b64 vcc, exec, s[2:3]                                // 000000003C30: 86EA027E
	s_cbranch_vccz 484                                         // 000000003C34: BF8601E4 <paged_attention_decode+0x28C8>
	s_abs_i32 s2, s34                                          // 000000003C38: BE823022
	v_cvt_f32_u32_e32 v1, s2                                   // 000000003C3C: 7E020C02
	s_add_i32 s3, s7, -1                                       // 000000003C40: 8103C107
	s_sub_i32 s6, 0, s2                                        // 000000003C44: 81860280
	s_xor_b32 s5, s3, s34                                      // 000000003C48: 88052203
	v_rcp_iflag_f32_e32 v1, v1                                 // 000000003C4C: 7E024701
	s_abs_i32 s3, s3                                           // 000000003C50: BE833003
	s_ashr_i32 s5, s5, 31                                      // 000000003C54: 90059F05
	v_cmp_eq_u32_e32 vcc, 0, v0                                // 000000003C58: 7D940080
	v_mul_f32_e32 v1, 0x4f7ffffe, v1                           // 000000003C5C: 0A0202FF 4F7FFFFE
	v_cvt_u32_f32_e32 v1, v1                                   // 000000003C64: 7E020F01
	s_barrier                                                  // 000000003C68: BF8A0000
	v_readfirstlane_b32 s7, v1                                 // 000000003C6C: 7E0E0501
	s_mul_i32 s6, s6, s7                                       // 000000003C70: 92060706
	s_mul_hi_u32 s6, s7, s6                                    // 000000003C74: 96060607
	s_add_i32 s7, s7, s6                                       // 000000003C78: 81070607
	s_mul_hi_u32 s6, s3, s7                                    // 000000003C7C: 96060703
	s_mul_i32 s7, s6, s2                                       // 000000003C80: 92070206
	s_sub_i32 s3, s3, s7                                       // 000000003C84: 81830703
	s_add_i32 s10, s6, 1                                       // 000000003C88: 810A8106
	s_sub_i32 s7, s3, s2                                       // 000000003C8C: 81870203
	s_cmp_ge_u32 s3, s2                                        // 000000003C90: BF090203
	s_cselect_b32 s6, s10, s6                                  // 000000003C94: 8506060A
	s_cselect_b32 s3, s7, s3                                   // 000000003C98: 85030307
	s_add_i32 s7, s6, 1                                        // 000000003C9C: 81078106
	s_cmp_ge_u32 s3, s2                                        // 000000003CA0: BF090203
	s_cselect_b32 s2, s7, s6                                   // 000000003CA4: 85020607
	s_xor_b32 s2, s2, s5                                       // 000000003CA8: 88020502
	s_sub_i32 s2, s2, s5                                       // 000000003CAC: 81820502
	s_add_i32 s2, s2, 1                                        // 000000003CB0: 81028102
	s_min_i32 s12, s2, s35                                     // 000000003CB4: 830C2302
	s_and_saveexec_b64 s[2:3], vcc                             // 000000003CB8: BE82206A
	s_cbranch_execz 42                                         // 000000003CBC: BF88002A <paged_attention_decode+0x2268>
	s_add_u32 s10, s26, s36                                    // 000000003CC0: 800A241A
	s_mov_b64 s[6:7], exec                                     // 000000003CC4: BE86017E
	s_addc_u32 s11, s27, s37                                   // 000000003CC8: 820B251B
	s_ashr_i32 s5, s4, 31                                      // 000000003CCC: 90059F04
	s_lshl_b64 s[4:5], s[4:5], 2                               // 000000003CD0: 8E848204
	v_mbcnt_lo_u32_b32 v0, s6, 0                               // 000000003CD4: D28C0000 00010006
	s_add_u32 s4, s10, s4                                      // 000000003CDC: 8004040A
	v_mbcnt_hi_u32_b32 v0, s7, v0                              // 000000003CE0: D28D0000 00020007
	s_addc_u32 s5, s11, s5                                     // 000000003CE8: 8205050B
	v_cmp_eq_u32_e32 vcc, 0, v0                                // 000000003CEC: 7D940080
	buffer_wbl2 sc1                                            // 000000003CF0: E0A08000 00000000
	s_waitcnt vmcnt(0)                                         // 000000003CF8: BF8C0F70
	s_and_saveexec_b64 s[10:11], vcc                           // 000000003CFC: BE8A206A
	s_cbranch_execz 5                                          // 000000003D00: BF880005 <paged_attention_decode+0x2218>
	s_bcnt1_i32_b64 s6, s[6:7]                                 // 000000003D04: BE860D06
	v_mov_b32_e32 v1, 0                                        // 000000003D08: 7E020280
	v_mov_b32_e32 v2, s6                                       // 000000003D0C: 7E040206
	global_atomic_add v1, v1, v2, s[4:5] sc0                   // 000000003D10: DD098000 01040201
	s_or_b64 exec, exec, s[10:11]                              // 000000003D18: 87FE0A7E
	s_waitcnt vmcnt(0)                                         // 000000003D1C: BF8C0F70
	v_readfirstlane_b32 s6, v1                                 // 000000003D20: 7E0C0501
	s_nop 1                                                    // 000000003D24: BF800001
	v_add_u32_e32 v0, s6, v0                                   // 000000003D28: 68000006
	s_add_i32 s6, s12, -1                                      // 000000003D2C: 8106C10C
	v_cmp_eq_u32_e32 vcc, s6, v0                               // 000000003D30: 7D940006
	v_mov_b32_e32 v0, 0                                        // 000000003D34: 7E000280
	s_nop 0                                                    // 000000003D38: BF800000
	v_cndmask_b32_e64 v1, 0, 1, vcc                            // 000000003D3C: D1000001 01A90280
	ds_write_b32 v0, v1                                        // 000000003D44: D81A0000 00000100
	s_and_b64 exec, exec, vcc                                  // 000000003D4C: 86FE6A7E
	s_cbranch_execz 2                                          // 000000003D50: BF880002 <paged_attention_decode+0x225C>
	global_store_dword v0, v0, s[4:5]                          // 000000003D54: DC708000 00040000
	s_waitcnt vmcnt(0) lgkmcnt(0)                              // 000000003D5C: BF8C0070
	buffer_inv sc1                                             // 000000003D60: E0A48000 00000000
	s_or_b64 exec, exec, s[2:3]                                // 000000003D68: 87FE027E
	v_mov_b32_e32 v0, 0                                        // 000000003D6C: 7E000280
	s_barrier                                                  // 000000003D70: BF8A0000
	ds_read_b32 v0, v0                                         // 000000003D74: D86C0000 00000000
	s_waitcnt lgkmcnt(0)                                       // 000000003D7C: BF8CC07F
	v_cmp_eq_u32_e32 vcc, 0, v0                                // 000000003D80: 7D940080
	s_cbranch_vccnz 400                                        // 000000003D84: BF870190 <paged_attention_decode+0x28C8>
	s_cmpk_gt_u32 s41, 0x17f                                   // 000000003D88: B529017F
	s_cbranch_scc1 398                                         // 000000003D8C: BF85018E <paged_attention_decode+0x28C8>
	s_add_i32 s13, s40, s33                                    // 000000003D90: 810D2128
	s_cmp_gt_i32 s12, 0                                        // 000000003D94: BF02800C
	v_xor_b32_e32 v8, 1, v194                                  // 000000003D98: 2A118481
	v_lshlrev_b32_e32 v6, 1, v194                              // 000000003D9C: 240D8481
	s_cselect_b64 s[2:3], -1, 0                                // 000000003DA0: 858280C1
	v_ashrrev_i32_e32 v195, 31, v194                           // 000000003DA4: 2387849F
	v_lshlrev_b32_e32 v15, 2, v8                               // 000000003DA8: 241E1082
	v_lshlrev_b32_e32 v8, 2, v194                              // 000000003DAC: 24118482
	v_lshlrev_b64 v[2:3], 2, v[194:195]                        // 000000003DB0: D28F0002 00038482
	v_ashrrev_i32_e32 v7, 31, v6                               // 000000003DB8: 220E0C9F
	v_xor_b32_e32 v18, 8, v8                                   // 000000003DBC: 2A241088
	v_xor_b32_e32 v19, 16, v8                                  // 000000003DC0: 2A261090
	v_xor_b32_e32 v20, 32, v8                                  // 000000003DC4: 2A2810A0
	v_xor_b32_e32 v21, 64, v8                                  // 000000003DC8: 2A2A10C0
	v_xor_b32_e32 v22, 0x80, v8                                // 000000003DCC: 2A2C10FF 00000080
	v_cndmask_b32_e64 v8, 0, 1, s[2:3]                         // 000000003DD4: D1000008 00090280
	s_mov_b32 s5, 0                                            // 000000003DDC: BE850080
	v_lshl_add_u64 v[0:1], s[22:23], 0, v[2:3]                 // 000000003DE0: D2080000 04090016
	v_lshl_add_u64 v[2:3], s[24:25], 0, v[2:3]                 // 000000003DE8: D2080002 04090018
	v_lshl_add_u64 v[4:5], v[6:7], 2, s[20:21]                 // 000000003DF0: D2080004 00510506
	v_lshl_add_u64 v[6:7], v[6:7], 1, s[0:1]                   // 000000003DF8: D2080006 00010306
	s_add_i32 s33, s33, 2                                      // 000000003E00: 81218221
	v_cmp_ne_u32_e64 s[0:1], 1, v8                             // 000000003E04: D0CD0000 00021081
	s_branch 63                                                // 000000003E0C: BF82003F <paged_attention_decode+0x240C>
	v_mov_b32_e32 v9, 0                                        // 000000003E10: 7E120280
	v_mov_b32_e32 v8, v9                                       // 000000003E14: 7E100309
	v_mov_b32_e32 v16, v9                                      // 000000003E18: 7E200309
	ds_bpermute_b32 v10, v15, v16                              // 000000003E1C: D87E0000 0A00100F
	s_lshl_b32 s2, s13, 7                                      // 000000003E24: 8E02870D
	s_ashr_i32 s3, s2, 31                                      // 000000003E28: 90039F02
	s_add_i32 s4, s13, 4                                       // 000000003E2C: 8104840D
	s_cmp_ge_i32 s13, s33                                      // 000000003E30: BF03210D
	s_waitcnt lgkmcnt(0)                                       // 000000003E34: BF8CC07F
	v_add_f32_e32 v10, v16, v10                                // 000000003E38: 02141510
	ds_bpermute_b32 v11, v18, v10                              // 000000003E3C: D87E0000 0B000A12
	s_mov_b32 s13, s4                                          // 000000003E44: BE8D0004
	s_waitcnt lgkmcnt(0)                                       // 000000003E48: BF8CC07F
	v_add_f32_e32 v10, v10, v11                                // 000000003E4C: 0214170A
	ds_bpermute_b32 v11, v19, v10                              // 000000003E50: D87E0000 0B000A13
	s_waitcnt lgkmcnt(0)                                       // 000000003E58: BF8CC07F
	v_add_f32_e32 v10, v10, v11                                // 000000003E5C: 0214170A
	ds_bpermute_b32 v11, v20, v10                              // 000000003E60: D87E0000 0B000A14
	s_waitcnt lgkmcnt(0)                                       // 000000003E68: BF8CC07F
	v_add_f32_e32 v10, v10, v11                                // 000000003E6C: 0214170A
	ds_bpermute_b32 v11, v21, v10                              // 000000003E70: D87E0000 0B000A15
	s_waitcnt lgkmcnt(0)                                       // 000000003E78: BF8CC07F
	v_add_f32_e32 v12, v10, v11                                // 000000003E7C: 0218170A
	ds_bpermute_b32 v13, v22, v12                              // 000000003E80: D87E0000 0D000C16
	v_lshl_add_u64 v[10:11], s[2:3], 1, v[6:7]                 // 000000003E88: D208000A 04190202
	s_waitcnt lgkmcnt(0)                                       // 000000003E90: BF8CC07F
	v_add_f32_e32 v12, v12, v13                                // 000000003E94: 02181B0C
	v_div_scale_f32 v13, s[2:3], v12, v12, 1.0                 // 000000003E98: D1E0020D 03CA190C
	v_rcp_f32_e32 v14, v13                                     // 000000003EA0: 7E1C450D
	v_div_scale_f32 v16, vcc, 1.0, v12, 1.0                    // 000000003EA4: D1E06A10 03CA18F2
	v_fma_f32 v17, -v13, v14, 1.0                              // 000000003EAC: D1CB0011 23CA1D0D
	v_fmac_f32_e32 v14, v17, v14                               // 000000003EB4: 761C1D11
	v_mul_f32_e32 v17, v16, v14                                // 000000003EB8: 0A221D10
	v_fma_f32 v23, -v13, v17, v16                              // 000000003EBC: D1CB0017 2442230D
	v_fmac_f32_e32 v17, v23, v14                               // 000000003EC4: 76221D17
	v_fma_f32 v13, -v13, v17, v16                              // 000000003EC8: D1CB000D 2442230D
	v_div_fmas_f32 v13, v13, v14, v17                          // 000000003ED0: D1E2000D 04461D0D
	v_div_fixup_f32 v13, v13, v12, 1.0                         // 000000003ED8: D1DE000D 03CA190D
	v_cmp_lt_f32_e32 vcc, 0, v12                               // 000000003EE0: 7C821880
	s_nop 1                                                    // 000000003EE4: BF800001
	v_cndmask_b32_e32 v12, 0, v13, vcc                         // 000000003EE8: 00181A80
	v_pk_mul_f32 v[8:9], v[8:9], v[12:13] op_sel_hi:[1,0]      // 000000003EEC: D3B14008 08021908
	s_nop 0                                                    // 000000003EF4: BF800000
	v_cvt_pk_bf16_f32 v8, v8, v9                               // 000000003EF8: D2680008 00021308
	global_store_dword v[10:11], v8, off                       // 000000003F00: DC708000 007F080A
	s_cbranch_scc1 303                                         // 000000003F08: BF85012F <paged_attention_decode+0x28C8>
	s_and_b64 vcc, exec, s[0:1]                                // 000000003F0C: 86EA007E
	s_cbranch_vccnz 65471                                      // 000000003F10: BF87FFBF <paged_attention_decode+0x2310>
	s_ashr_i32 s2, s13, 31                                     // 000000003F14: 90029F0D
	s_add_u32 s3, s8, s13                                      // 000000003F18: 80030D08
	s_addc_u32 s2, s9, s2                                      // 000000003F1C: 82020209
	s_mul_i32 s4, s3, s14                                      // 000000003F20: 92040E03
	s_mul_hi_u32 s6, s3, s35                                   // 000000003F24: 96062303
	s_add_i32 s4, s6, s4                                       // 000000003F28: 81040406
	s_mul_i32 s2, s2, s35                                      // 000000003F2C: 92022302
	s_add_i32 s7, s4, s2                                       // 000000003F30: 81070204
	s_mul_i32 s6, s3, s35                                      // 000000003F34: 92062303
	s_lshl_b64 s[2:3], s[6:7], 2                               // 000000003F38: 8E828206
	v_mov_b32_e32 v23, 0                                       // 000000003F3C: 7E2E0280
	v_lshl_add_u64 v[10:11], v[0:1], 0, s[2:3]                 // 000000003F40: D208000A 00090100
	v_lshl_add_u64 v[12:13], v[2:3], 0, s[2:3]                 // 000000003F48: D208000C 00090102
	s_mov_b32 s10, 0                                           // 000000003F50: BE8A0080
	v_mov_b32_e32 v14, 0xff7fffff                              // 000000003F54: 7E1C02FF FF7FFFFF
	v_mov_b32_e32 v8, 0                                        // 000000003F5C: 7E100280
	v_mov_b32_e32 v9, v23                                      // 000000003F60: 7E120317
	v_add_u32_e32 v16, s10, v194                               // 000000003F64: 6821840A
	v_cmp_gt_i32_e32 vcc, s12, v16                             // 000000003F68: 7D88200C
	v_cmp_le_i32_e64 s[2:3], s12, v16                          // 000000003F6C: D0C30002 0002200C
	s_and_saveexec_b64 s[16:17], s[2:3]                        // 000000003F74: BE902002
	s_xor_b64 s[2:3], exec, s[16:17]                           // 000000003F78: 8882107E
	s_mov_b32 s11, s5                                          // 000000003F7C: BE8B0005
	s_or_saveexec_b64 s[2:3], s[2:3]                           // 000000003F80: BE822102
	v_mov_b32_e32 v26, 0xff7fffff                              // 000000003F84: 7E3402FF FF7FFFFF
	v_mov_b64_e32 v[16:17], s[10:11]                           // 000000003F8C: 7E20700A
	s_xor_b64 exec, exec, s[2:3]                               // 000000003F90: 88FE027E
	s_cbranch_execz 6                                          // 000000003F94: BF880006 <paged_attention_decode+0x24B0>
	s_mov_b32 s11, s5                                          // 000000003F98: BE8B0005
	v_lshl_add_u64 v[16:17], s[10:11], 2, v[10:11]             // 000000003F9C: D2080010 0429040A
	global_load_dword v26, v[16:17], off                       // 000000003FA4: DC508000 1A7F0010
	v_mov_b64_e32 v[16:17], s[10:11]                           // 000000003FAC: 7E20700A
	s_or_b64 exec, exec, s[2:3]                                // 000000003FB0: 87FE027E
	v_mov_b32_e32 v24, 0                                       // 000000003FB4: 7E300280
	s_and_saveexec_b64 s[2:3], vcc                             // 000000003FB8: BE82206A
	s_cbranch_execz 4                                          // 000000003FBC: BF880004 <paged_attention_decode+0x24D0>
	v_lshl_add_u64 v[24:25], v[16:17], 2, v[12:13]             // 000000003FC0: D2080018 04310510
	global_load_dword v24, v[24:25], off                       // 000000003FC8: DC508000 187F0018
	s_or_b64 exec, exec, s[2:3]                                // 000000003FD0: 87FE027E
	s_waitcnt vmcnt(0)                                         // 000000003FD4: BF8C0F70
	ds_bpermute_b32 v25, v15, v26                              // 000000003FD8: D87E0000 19001A0F
	v_max_f32_e32 v27, v26, v26                                // 000000003FE0: 1636351A
	s_sub_i32 s2, s12, s10                                     // 000000003FE4: 81820A0C
	s_cmp_lt_i32 s2, 1                                         // 000000003FE8: BF048102
	s_waitcnt lgkmcnt(0)                                       // 000000003FEC: BF8CC07F
	v_max_f32_e32 v25, v25, v25                                // 000000003FF0: 16323319
	v_max_f32_e32 v25, v27, v25                                // 000000003FF4: 1632331B
	ds_bpermute_b32 v27, v18, v25                              // 000000003FF8: D87E0000 1B001912
	s_waitcnt lgkmcnt(0)                                       // 000000004000: BF8CC07F
	v_max_f32_e32 v27, v27, v27                                // 000000004004: 1636371B
	v_max_f32_e32 v25, v25, v27                                // 000000004008: 16323719
	ds_bpermute_b32 v27, v19, v25                              // 00000000400C: D87E0000 1B001913
	s_waitcnt lgkmcnt(0)                                       // 000000004014: BF8CC07F
	v_max_f32_e32 v27, v27, v27                                // 000000004018: 1636371B
	v_max_f32_e32 v25, v25, v27                                // 00000000401C: 16323719
	ds_bpermute_b32 v27, v20, v25                              // 000000004020: D87E0000 1B001914
	s_waitcnt lgkmcnt(0)                                       // 000000004028: BF8CC07F
	v_max_f32_e32 v27, v27, v27                                // 00000000402C: 1636371B
	v_max_f32_e32 v25, v25, v27                                // 000000004030: 16323719
	ds_bpermute_b32 v27, v21, v25                              // 000000004034: D87E0000 1B001915
	s_waitcnt lgkmcnt(0)                                       // 00000000403C: BF8CC07F
	v_max_f32_e32 v27, v27, v27                                // 000000004040: 1636371B
	v_max_f32_e32 v25, v25, v27                                // 000000004044: 16323719
	ds_bpermute_b32 v27, v22, v25                              // 000000004048: D87E0000 1B001916
	s_waitcnt lgkmcnt(0)                                       // 000000004050: BF8CC07F
	v_max3_f32 v25, v14, v25, v27                              // 000000004054: D1D30019 046E330E
	v_sub_f32_e32 v14, v14, v25                                // 00000000405C: 041C330E
	v_sub_f32_e32 v26, v26, v25                                // 000000004060: 0434331A
	v_exp_f32_e32 v26, v26                                     // 000000004064: 7E34411A
	v_exp_f32_e32 v14, v14                                     // 000000004068: 7E1C410E
	v_cndmask_b32_e32 v26, 0, v26, vcc                         // 00000000406C: 00343480
	v_pk_mul_f32 v[8:9], v[8:9], v[14:15] op_sel_hi:[1,0]      // 000000004070: D3B14008 08021D08
	s_cbranch_scc1 203                                         // 000000004078: BF8500CB <paged_attention_decode+0x28A8>
	v_lshl_add_u64 v[16:17], s[6:7], 0, v[16:17]               // 00000000407C: D2080010 04410006
	s_min_i32 s2, s2, 64                                       // 000000004084: 8302C002
	v_lshlrev_b64 v[16:17], 9, v[16:17]                        // 000000004088: D28F0010 00022089
	v_lshl_add_u64 v[16:17], v[4:5], 0, v[16:17]               // 000000004090: D2080010 04410104
	s_add_i32 s3, s2, -1                                       // 000000004098: 8103C102
	s_mov_b32 s11, 0                                           // 00000000409C: BE8B0080
	s_min_i32 s4, s11, s3                                      // 0000000040A0: 8304030B
	s_add_i32 s15, s11, 1                                      // 0000000040A4: 810F810B
	s_add_i32 s16, s11, 2                                      // 0000000040A8: 8110820B
	s_lshl_b32 s4, s4, 9                                       // 0000000040AC: 8E048904
	s_min_i32 s20, s15, s3                                     // 0000000040B0: 8314030F
	s_add_i32 s17, s11, 3                                      // 0000000040B4: 8111830B
	s_min_i32 s22, s16, s3                                     // 0000000040B8: 83160310
	v_lshl_add_u64 v[28:29], v[16:17], 0, s[4:5]               // 0000000040BC: D208001C 00110110
	s_lshl_b32 s4, s20, 9                                      // 0000000040C4: 8E048914
	s_add_i32 s18, s11, 4                                      // 0000000040C8: 8112840B
	s_min_i32 s24, s17, s3                                     // 0000000040CC: 83180311
	v_lshl_add_u64 v[30:31], v[16:17], 0, s[4:5]               // 0000000040D0: D208001E 00110110
	s_lshl_b32 s4, s22, 9                                      // 0000000040D8: 8E048916
	global_load_dwordx2 v[32:33], v[28:29], off                // 0000000040DC: DC548000 207F001C
	global_load_dwordx2 v[34:35], v[30:31], off                // 0000000040E4: DC548000 227F001E
	s_add_i32 s19, s11, 5                                      // 0000000040EC: 8113850B
	s_min_i32 s26, s18, s3                                     // 0000000040F0: 831A0312
	v_lshl_add_u64 v[28:29], v[16:17], 0, s[4:5]               // 0000000040F4: D208001C 00110110
	s_lshl_b32 s4, s24, 9                                      // 0000000040FC: 8E048918
	s_add_i32 s21, s11, 6                                      // 000000004100: 8115860B
	s_min_i32 s28, s19, s3                                     // 000000004104: 831C0313
	v_lshl_add_u64 v[30:31], v[16:17], 0, s[4:5]               // 000000004108: D208001E 00110110
	s_lshl_b32 s4, s26, 9                                      // 000000004110: 8E04891A
	global_load_dwordx2 v[36:37], v[28:29], off                // 000000004114: DC548000 247F001C
	global_load_dwordx2 v[38:39], v[30:31], off                // 00000000411C: DC548000 267F001E
	s_add_i32 s23, s11, 7                                      // 000000004124: 8117870B
	s_min_i32 s30, s21, s3                                     // 000000004128: 831E0315
	v_lshl_add_u64 v[28:29], v[16:17], 0, s[4:5]               // 00000000412C: D208001C 00110110
	s_lshl_b32 s4, s28, 9                                      // 000000004134: 8E04891C
	s_add_i32 s25, s11, 8                                      // 000000004138: 8119880B
	s_min_i32 s34, s23, s3                                     // 00000000413C: 83220317
	v_lshl_add_u64 v[30:31], v[16:17], 0, s[4:5]               // 000000004140: D208001E 00110110
	s_lshl_b32 s4, s30, 9                                      // 000000004148: 8E04891E
	global_load_dwordx2 v[40:41], v[28:29], off                // 00000000414C: DC548000 287F001C
	global_load_dwordx2 v[42:43], v[30:31], off                // 000000004154: DC548000 2A7F001E
	s_add_i32 s27, s11, 9                                      // 00000000415C: 811B890B
	s_min_i32 s36, s25, s3                                     // 000000004160: 83240319
	v_lshl_add_u64 v[28:29], v[16:17], 0, s[4:5]               // 000000004164: D208001C 00110110
	s_lshl_b32 s4, s34, 9                                      // 00000000416C: 8E048922
	s_add_i32 s29, s11, 10                                     // 000000004170: 811D8A0B
	s_min_i32 s38, s27, s3                                     // 000000004174: 8326031B
	v_lshl_add_u64 v[30:31], v[16:17], 0, s[4:5]               // 000000004178: D208001E 00110110
	s_lshl_b32 s4, s36, 9                                      // 000000004180: 8E048924
	global_load_dwordx2 v[44:45], v[28:29], off                // 000000004184: DC548000 2C7F001C
	global_load_dwordx2 v[46:47], v[30:31], off                // 00000000418C: DC548000 2E7F001E
	s_add_i32 s31, s11, 11                                     // 000000004194: 811F8B0B
	s_min_i32 s40, s29, s3                                     // 000000004198: 8328031D
	v_lshl_add_u64 v[28:29], v[16:17], 0, s[4:5]               // 00000000419C: D208001C 00110110
	s_lshl_b32 s4, s38, 9                                      // 0000000041A4: 8E048926
	s_add_i32 s37, s11, 12                                     // 0000000041A8: 81258C0B
	s_min_i32 s42, s31, s3                                     // 0000000041AC: 832A031F
	v_lshl_add_u64 v[30:31], v[16:17], 0, s[4:5]               // 0000000041B0: D208001E 00110110
	s_lshl_b32 s4, s40, 9                                      // 0000000041B8: 8E048928
	global_load_dwordx2 v[48:49], v[28:29], off                // 0000000041BC: DC548000 307F001C
	global_load_dwordx2 v[50:51], v[30:31], off                // 0000000041C4: DC548000 327F001E
	s_add_i32 s39, s11, 13                                     // 0000000041CC: 81278D0B
	s_min_i32 s44, s37, s3                                     // 0000000041D0: 832C0325
	v_lshl_add_u64 v[28:29], v[16:17], 0, s[4:5]               // 0000000041D4: D208001C 00110110
	s_lshl_b32 s4, s42, 9                                      // 0000000041DC: 8E04892A
	s_add_i32 s41, s11, 14                                     // 0000000041E0: 81298E0B
	s_min_i32 s45, s39, s3                                     // 0000000041E4: 832D0327
	v_lshl_add_u64 v[30:31], v[16:17], 0, s[4:5]               // 0000000041E8: D208001E 00110110
	s_lshl_b32 s4, s44, 9                                      // 0000000041F0: 8E04892C
	global_load_dwordx2 v[52:53], v[28:29], off                // 0000000041F4: DC548000 347F001C
	global_load_dwordx2 v[54:55], v[30:31], off                // 0000000041FC: DC548000 367F001E
	s_add_i32 s43, s11, 15                                     // 000000004204: 812B8F0B
	s_min_i32 s46, s41, s3                                     // 000000004208: 832E0329
	v_lshl_add_u64 v[28:29], v[16:17], 0, s[4:5]               // 00000000420C: D208001C 00110110
	s_lshl_b32 s4, s45, 9                                      // 000000004214: 8E04892D
	s_min_i32 s47, s43, s3                                     // 000000004218: 832F032B
	v_lshl_add_u64 v[30:31], v[16:17], 0, s[4:5]               // 00000000421C: D208001E 00110110
	s_lshl_b32 s4, s46, 9                                      // 000000004224: 8E04892E
	global_load_dwordx2 v[56:57], v[28:29], off                // 000000004228: DC548000 387F001C
	global_load_dwordx2 v[58:59], v[30:31], off                // 000000004230: DC548000 3A7F001E
	v_lshl_add_u64 v[28:29], v[16:17], 0, s[4:5]               // 000000004238: D208001C 00110110
	s_lshl_b32 s4, s47, 9                                      // 000000004240: 8E04892F
	v_lshl_add_u64 v[30:31], v[16:17], 0, s[4:5]               // 000000004244: D208001E 00110110
	global_load_dwordx2 v[60:61], v[28:29], off                // 00000000424C: DC548000 3C7F001C
	global_load_dwordx2 v[62:63], v[30:31], off                // 000000004254: DC548000 3E7F001E
	v_readlane_b32 s4, v26, s11                                // 00000000425C: D2890004 0000171A
	v_readlane_b32 s20, v26, s15                               // 000000004264: D2890014 00001F1A
	v_readlane_b32 s16, v26, s16                               // 00000000426C: D2890010 0000211A
	v_readlane_b32 s22, v26, s17                               // 000000004274: D2890016 0000231A
	v_readlane_b32 s18, v26, s18                               // 00000000427C: D2890012 0000251A
	v_readlane_b32 s24, v26, s19                               // 000000004284: D2890018 0000271A
	v_readlane_b32 s26, v26, s21                               // 00000000428C: D289001A 00002B1A
	v_readlane_b32 s28, v26, s23                               // 000000004294: D289001C 00002F1A
	v_readlane_b32 s30, v26, s25                               // 00000000429C: D289001E 0000331A
	v_readlane_b32 s34, v26, s27                               // 0000000042A4: D2890022 0000371A
	v_readlane_b32 s36, v26, s29                               // 0000000042AC: D2890024 00003B1A
	v_readlane_b32 s38, v26, s31                               // 0000000042B4: D2890026 00003F1A
	v_readlane_b32 s40, v26, s37                               // 0000000042BC: D2890028 00004B1A
	v_readlane_b32 s42, v26, s39                               // 0000000042C4: D289002A 00004F1A
	v_readlane_b32 s44, v26, s41                               // 0000000042CC: D289002C 0000531A
	s_add_i32 s11, s11, 16                                     // 0000000042D4: 810B900B
	v_readlane_b32 s46, v26, s43                               // 0000000042D8: D289002E 0000571A
	s_cmp_ge_i32 s11, s2                                       // 0000000042E0: BF03020B
	s_waitcnt vmcnt(15)                                        // 0000000042E4: BF8C0F7F
	v_pk_fma_f32 v[8:9], v[32:33], s[4:5], v[8:9] op_sel_hi:[1,0,1] // 0000000042E8: D3B04008 0C200920
	s_waitcnt vmcnt(14)                                        // 0000000042F0: BF8C0F7E
	v_pk_fma_f32 v[8:9], v[34:35], s[20:21], v[8:9] op_sel_hi:[1,0,1] // 0000000042F4: D3B04008 0C202922
	s_waitcnt vmcnt(13)                                        // 0000000042FC: BF8C0F7D
	v_pk_fma_f32 v[8:9], v[36:37], s[16:17], v[8:9] op_sel_hi:[1,0,1] // 000000004300: D3B04008 0C202124
	s_waitcnt vmcnt(12)                                        // 000000004308: BF8C0F7C
	v_pk_fma_f32 v[8:9], v[38:39], s[22:23], v[8:9] op_sel_hi:[1,0,1] // 00000000430C: D3B04008 0C202D26
	s_waitcnt vmcnt(11)                                        // 000000004314: BF8C0F7B
	v_pk_fma_f32 v[8:9], v[40:41], s[18:19], v[8:9] op_sel_hi:[1,0,1] // 000000004318: D3B04008 0C202528
	s_waitcnt vmcnt(10)                                        // 000000004320: BF8C0F7A
	v_pk_fma_f32 v[8:9], v[42:43], s[24:25], v[8:9] op_sel_hi:[1,0,1] // 000000004324: D3B04008 0C20312A
	s_waitcnt vmcnt(9)                                         // 00000000432C: BF8C0F79
	v_pk_fma_f32 v[8:9], v[44:45], s[26:27], v[8:9] op_sel_hi:[1,0,1] // 000000004330: D3B04008 0C20352C
	s_waitcnt vmcnt(8)                                         // 000000004338: BF8C0F78
	v_pk_fma_f32 v[8:9], v[46:47], s[28:29], v[8:9] op_sel_hi:[1,0,1] // 00000000433C: D3B04008 0C20392E
	s_waitcnt vmcnt(7)                                         // 000000004344: BF8C0F77
	v_pk_fma_f32 v[8:9], v[48:49], s[30:31], v[8:9] op_sel_hi:[1,0,1] // 000000004348: D3B04008 0C203D30
	s_waitcnt vmcnt(6)                                         // 000000004350: BF8C0F76
	v_pk_fma_f32 v[8:9], v[50:51], s[34:35], v[8:9] op_sel_hi:[1,0,1] // 000000004354: D3B04008 0C204532
	s_waitcnt vmcnt(5)                                         // 00000000435C: BF8C0F75
	v_pk_fma_f32 v[8:9], v[52:53], s[36:37], v[8:9] op_sel_hi:[1,0,1] // 000000004360: D3B04008 0C204934
	s_waitcnt vmcnt(4)                                         // 000000004368: BF8C0F74
	v_pk_fma_f32 v[8:9], v[54:55], s[38:39], v[8:9] op_sel_hi:[1,0,1] // 00000000436C: D3B04008 0C204D36
	s_waitcnt vmcnt(3)                                         // 000000004374: BF8C0F73
	v_pk_fma_f32 v[8:9], v[56:57], s[40:41], v[8:9] op_sel_hi:[1,0,1] // 000000004378: D3B04008 0C205138
	s_waitcnt vmcnt(2)                                         // 000000004380: BF8C0F72
	v_pk_fma_f32 v[8:9], v[58:59], s[42:43], v[8:9] op_sel_hi:[1,0,1] // 000000004384: D3B04008 0C20553A
	s_waitcnt vmcnt(1)                                         // 00000000438C: BF8C0F71
	v_pk_fma_f32 v[8:9], v[60:61], s[44:45], v[8:9] op_sel_hi:[1,0,1] // 000000004390: D3B04008 0C20593C
	s_waitcnt vmcnt(0)                                         // 000000004398: BF8C0F70
	v_pk_fma_f32 v[8:9], v[62:63], s[46:47], v[8:9] op_sel_hi:[1,0,1] // 00000000439C: D3B04008 0C205D3E
	s_cbranch_scc0 65342                                       // 0000000043A4: BF84FF3E <paged_attention_decode+0x25A0>
	v_mul_f32_e32 v16, v24, v26                                // 0000000043A8: 0A203518
	s_add_i32 s10, s10, 64                                     // 0000000043AC: 810AC00A
	s_cmp_ge_i32 s10, s12                                      // 0000000043B0: BF030C0A
	v_fmac_f32_e32 v16, v23, v14                               // 0000000043B4: 76201D17
	s_cbranch_scc1 65176                                       // 0000000043B8: BF85FE98 <paged_attention_decode+0x231C>
	v_mov_b32_e32 v23, v16                                     // 0000000043BC: 7E2E0310
	v_mov_b32_e32 v14, v25                                     // 0000000043C0: 7E1C0319
	s_branch 65255                                             // 0000000043C4: BF82FEE7 <paged_attention_decode+0x2464>
	s_endpgm                                                   // 0000000043C8: BF810000
