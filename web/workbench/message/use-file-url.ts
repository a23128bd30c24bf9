import type { FileRef } from '@ccc-store/core/protocol'
import { nextTick, type Ref, ref, watch } from 'vue'
import { useDesk } from '../desk-context'

/**
 * Where a file can be shown from. A link that does not work any more is replaced, once, by a fresh one.
 * @returns url; isBroken: neither the link nor a fresh one works; failed: to be called when it cannot be loaded
 */
export function useFileUrl(file: () => FileRef): {
  url: Ref<string | undefined>
  isBroken: Ref<boolean>
  failed(): Promise<void>
  again(): Promise<void>
} {
  const { files } = useDesk()
  const url = ref(files.urlOf(file()))
  const isBroken = ref(false)
  let isFresh = false

  watch(
    () => file().fileId,
    () => {
      url.value = files.urlOf(file())
      isBroken.value = false
      isFresh = false
    },
  )

  async function failed() {
    const { fileId } = file()
    const link = isFresh ? null : await files.fresh(fileId)
    if (fileId !== file().fileId) return
    isFresh = true
    if (link === null) {
      isBroken.value = true
      return
    }
    // the link may be the same, if it was not the link that failed: it has to be loaded again all the same
    url.value = undefined
    await nextTick()
    url.value = link
  }

  async function again() {
    isFresh = false
    isBroken.value = false
    url.value = undefined
    await failed()
  }

  // what the log names without a link has to be asked for
  if (url.value === undefined) void failed()
  return { url, isBroken, failed, again }
}
