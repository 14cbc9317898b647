// More than 4 KiB of arguments, which cubins tell in another form.
struct Block {
  int values[1800];
};
extern "C" __global__ void large(int* out, Block block, short s, double d) {
  out[threadIdx.x] = block.values[threadIdx.x] + s + (int)d;
}
