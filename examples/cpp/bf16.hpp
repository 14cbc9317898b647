// bf16 on the host: the upper half of an IEEE single.
#pragma once

#include <cstdint>
#include <cstring>

using bf16 = std::uint16_t;

// Rounded to the nearest, ties to even; of finite numbers.
inline bf16 to_bf16(float value) {
  std::uint32_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return static_cast<bf16>((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

inline float to_float(bf16 value) {
  const std::uint32_t bits = std::uint32_t{value} << 16;
  float number = 0;
  std::memcpy(&number, &bits, sizeof number);
  return number;
}
