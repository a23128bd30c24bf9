import { ref } from 'vue'

/**
 * Files dropped on a part of the page.
 * @returns isOver: files are held over it; handlers: for its `v-bind`
 */
export function useFileDrop(options: { canTake(): boolean; take(files: File[]): void }) {
  const isOver = ref(false)
  /** each element inside is entered and left on its own */
  let depth = 0

  const concerns = (event: DragEvent) => options.canTake() && event.dataTransfer?.types.includes('Files') === true
  const end = () => {
    depth = 0
    isOver.value = false
  }
  return {
    isOver,
    handlers: {
      onDragenter(event: DragEvent) {
        if (!concerns(event)) return
        event.preventDefault()
        depth += 1
        isOver.value = true
      },
      onDragover(event: DragEvent) {
        if (concerns(event)) event.preventDefault()
      },
      onDragleave() {
        depth -= 1
        if (depth <= 0) end()
      },
      onDrop(event: DragEvent) {
        if (!concerns(event)) return
        event.preventDefault()
        end()
        options.take([...(event.dataTransfer?.files ?? [])])
      },
    },
  }
}
