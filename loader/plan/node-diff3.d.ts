// The part of node-diff3 that is used: its own declarations are for ES modules only.
declare module 'node-diff3' {
  interface MergeBlock<Item> {
    /** Lines both sides agree on; missing where they contradict each other. */
    ok?: Item[]
  }
  export function diff3Merge<Item>(
    a: Item[],
    o: Item[],
    b: Item[],
    options?: { excludeFalseConflicts?: boolean },
  ): MergeBlock<Item>[]
}
