#ifndef PAGEN_DEVICE_H
#define PAGEN_DEVICE_H

#include "hip_abi.h"

/* Makes a device's primary context the calling thread's; it is made when first asked for. */
hipError_t makeCurrent(int index);

#endif
