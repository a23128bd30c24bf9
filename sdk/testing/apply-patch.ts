/**
 * Does to plain data what `setData` does: sets each path, `a.b[0].c`, to a copy of its value.
 * Throws where WeChat would leave a hole: at a path into nothing.
 */
export function applyPatch(data: object, patch: Record<string, unknown>): void {
  for (const [path, value] of Object.entries(patch)) {
    const keys = path.split(/[.[\]]+/).filter((key) => key !== '')
    const last = keys.pop() ?? ''
    let target: unknown = data
    for (const key of keys) target = child(target, key)
    if (typeof target !== 'object' || target === null) throw new Error(`no ${path}`)
    if (Array.isArray(target) && Number(last) > target.length) throw new Error(`${path} leaves a hole`)
    Reflect.set(target, last, JSON.parse(JSON.stringify(value)))
  }
}

const child = (target: unknown, key: string): unknown =>
  typeof target === 'object' && target !== null ? Reflect.get(target, key) : undefined
