/**
 * How glibc must keep memory in a process that works on pictures: two arenas instead of eight a core, and blocks from 1 MB
 * up given back to the system at once (without a value the threshold climbs to 32 MB and the heap is never given back).
 */
export const WORKER_ENVIRONMENT = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '1048576' };
