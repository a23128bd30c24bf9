import type TencentCloudChat from '@tencentcloud/chat'

/** The names of the real SDK. It greets on the console when it is loaded, which tests need not show. */
export const chatConstants: Pick<typeof TencentCloudChat, 'EVENT' | 'TYPES'> = (() => {
  const { log } = console
  console.log = () => {}
  try {
    return require('@tencentcloud/chat')
  } finally {
    console.log = log
  }
})()
