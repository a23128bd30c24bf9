import { MAX_FILE_BYTES } from '@ccc-store/core/protocol'
import { useDesk } from '../desk-context'
import { measureFile } from './measure-file'
import { tooLarge } from './too-large'

/** Sends files in the order they are given, each in a message of its own. */
export function useSendFiles(): (sessionId: string, files: readonly File[]) => Promise<void> {
  const { client, sender } = useDesk()
  return async (sessionId, files) => {
    for (const file of files) {
      const id = client.newId()
      const isTooLarge = file.size > MAX_FILE_BYTES.file
      const content = isTooLarge ? { kind: 'file' as const } : await measureFile(file)
      if (isTooLarge) sender.addRefused(sessionId, id, { blob: file, name: file.name, content }, tooLarge())
      else sender.add(sessionId, id, { blob: file, name: file.name, content })
    }
  }
}
