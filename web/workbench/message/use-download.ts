import type { FileRef } from '@ccc-store/core/protocol'
import { MessagePlugin } from 'tdesign-vue-next'
import { useI18n } from 'vue-i18n'
import { useDesk } from '../desk-context'

/** Saves a file, by a link that is certain to be fresh. */
export function useDownload(): (file: FileRef) => Promise<void> {
  const { t } = useI18n()
  const { files } = useDesk()
  return async (file) => {
    const url = (await files.fresh(file.fileId)) ?? files.urlOf(file)
    if (url === undefined) {
      void MessagePlugin.warning(t('connection.offline'))
      return
    }
    const link = document.createElement('a')
    link.href = url
    link.download = file.name
    // an address elsewhere is not saved but opened: never in place of the desk, and without a way back to it
    if (new URL(url, location.href).origin !== location.origin) {
      link.target = '_blank'
      link.rel = 'noopener noreferrer nofollow'
    }
    link.click()
  }
}
