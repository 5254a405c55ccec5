// One instance a process, whichever bundle asks first: Next loads instrumentation, routes and pages as separate module
// graphs, and development reloads modules at each change.
const store = globalThis as unknown as { __foothold?: Map<string, unknown> }

/** Returns the process's only `key`, made at the first call. */
export function singleton<Value>(key: string, make: () => Value): Value {
  const instances = (store.__foothold ??= new Map())
  if (!instances.has(key)) instances.set(key, make())
  return instances.get(key) as Value
}
