/** The first byte that the module itself does not use: from here on the caller shares out the memory. */
export function heapBase(): usize {
  return __heap_base;
}
