import type { AppHost } from '../app-host'
import type { RunnableProgram } from '../engine'
import type { ThemeSource } from '../frame/theme'
import type { PageStack } from '../page-stack'
import { callMethod, type Fields, fields, text } from '../record'
import { documents, getFileSystemManager } from './file-system'
import { interaction } from './interaction'
import { loginApi, phoneUser } from './login'
import { media } from './media'
import { navigationApi } from './navigation'
import { permissions } from './permissions'
import { places } from './places'
import { request } from './request'
import { connectSocket } from './socket'
import { createInnerAudioContext, getRecorderManager, setInnerAudioOption } from './sound'
import { Storage, storageApi } from './storage'
import { networkApi, systemApi } from './system'
import { downloadFile, uploadFile } from './transfer'

export interface Wx {
  /** the mini-program's global `wx`: what is not there is undefined, as on an old WeChat */
  api: Fields
  /** goes to a page by the name of the function that does it */
  navigate(how: string, options: Fields): void
}

/** Puts together everything that `wx` can do here. */
export function createWx(program: RunnableProgram, stack: PageStack, app: AppHost, theme: ThemeSource): Wx {
  const user = phoneUser()
  const navigation = navigationApi(stack)
  const api: Fields = {
    request,
    connectSocket,
    uploadFile,
    downloadFile,
    ...media,
    ...interaction,
    ...permissions,
    ...places,
    ...documents,
    createInnerAudioContext,
    setInnerAudioOption,
    getRecorderManager,
    getFileSystemManager,
    ...navigation,
    ...storageApi(new Storage(program.appId, user)),
    ...loginApi(program.appId, program.wechatUrl, user),
    ...systemApi(program.appId, theme),
    ...networkApi(),
    ...app.api,
    env: { USER_DATA_PATH: 'wxfile://usr' },
    createSelectorQuery: () => callMethod(stack.callers.at(-1), 'createSelectorQuery'),
    createIntersectionObserver: (component: unknown, options: unknown) =>
      callMethod(component, 'createIntersectionObserver', options),
    canIUse: (schema: unknown) => canIUse(api, text(schema)),
  }
  return {
    api,
    navigate(how, options) {
      // a failure is WeChat's answer to the mini-program's own markup: shown, not thrown
      callMethod(navigation, how, { ...options, fail: (failure: unknown) => console.error(fields(failure).errMsg) })
    },
  }
}

/** `request`, `wx.request.success`, `button.open-type`: known by its first part. */
function canIUse(api: Fields, schema: string): boolean {
  const [name = ''] = schema.replace(/^wx\./, '').split('.')
  return name in api || customElements.get(`wx-${name}`) !== undefined
}
