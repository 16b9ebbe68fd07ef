// Tells the thread sanitizer what the slow paths of Swift's Mutex do; loaded before the tests, on Linux only.
//
// A Mutex that is free is taken by an atomic instruction in the caller's own code, which the sanitizer sees. One that is
// held is waited for inside libswiftSynchronization, which is not built with the sanitizer: what the holder wrote would
// then be reported as a race with what the next one reads. These two functions stand in front of that library's own.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SELF __attribute__((swift_context)) void *self

// There only in a process that runs under the sanitizer.
extern void __tsan_acquire(void *address) __attribute__((weak));
extern void __tsan_release(void *address) __attribute__((weak));

typedef __attribute__((swiftcall)) void (*LockSlow)(uint32_t thread, SELF);
typedef __attribute__((swiftcall)) void (*UnlockSlow)(SELF);

static LockSlow real_lock;
static UnlockSlow real_unlock;

__attribute__((constructor)) static void find_real_functions(void) {
    real_lock = (LockSlow)dlsym(RTLD_NEXT, LOCK);
    real_unlock = (UnlockSlow)dlsym(RTLD_NEXT, UNLOCK);
}

__attribute__((swiftcall)) void mutex_lock_slow(uint32_t thread, SELF) __asm__(LOCK);
__attribute__((swiftcall)) void mutex_lock_slow(uint32_t thread, SELF) {
    real_lock(thread, self);
    if (__tsan_acquire) __tsan_acquire(self);
}

__attribute__((swiftcall)) void mutex_unlock_slow(SELF) __asm__(UNLOCK);
__attribute__((swiftcall)) void mutex_unlock_slow(SELF) {
    if (__tsan_release) __tsan_release(self);
    real_unlock(self);
}
