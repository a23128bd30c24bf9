import { loginCustomer, openCustomerSocket } from '@ccc-store/mock-server'
import { DEMO } from '@ccc-store/server'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Locator } from 'playwright-core'
import { launchBrowser } from '../browser/launch-browser'
import { temporaryFolder } from '../temporary-folder'
import { DemoProcess } from './demo-process'
import { Phone } from './phone'
import { takeScreenshots } from './take-screenshots'
import { Workbench } from './workbench'

let demo: DemoProcess
let browser: Browser

beforeAll(async () => {
  demo = await DemoProcess.create(temporaryFolder())
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await demo?.end('SIGKILL')
})

const seen = (locator: Locator) => locator.first().waitFor()

/** Somebody else who takes the only agent's time; ends when the agent ends it. */
async function otherCustomer() {
  const { sdkAppId, ivrId, miniProgram } = DEMO
  const wechatUrl = `${demo.url}/fake-wechat`
  const login = await loginCustomer(demo.url, { wechatUrl, sdkAppId, appId: miniProgram.appId }, 'somebody-else')
  const socket = await openCustomerSocket(demo.url, { token: login.token, ivrId })
  await socket.command({ t: 'enter' })
  await socket.command({ t: 'send', content: { kind: 'text', text: '人工' } })
  return socket
}

describe('the main job', () => {
  test('P1 P2 P9 install, log in, flow, queue, agent, kill -9, carry on, end', async () => {
    const started = await demo.start()
    for (const path of ['/', '/phone/', '/desk/', '/docs/api']) expect(started).toContain(`${demo.url}${path}\n`)
    // the passwords are for this machine alone, not for whoever comes through a proxy or from another page
    const asked = (headers: Record<string, string>) => fetch(`${demo.url}/demo-logins`, { headers })
    expect((await asked({})).status).toBe(200)
    for (const headers of [{ 'x-forwarded-for': '203.0.113.9' }, { origin: 'http://localhost:9999' }]) {
      expect((await asked(headers)).status).toBe(404)
    }
    expect(started).toMatch(/Administrator: admin \/ \S{16} /)

    const workbench = await Workbench.open(browser, demo.url)
    await workbench.logIn({ account: 'agent1', password: /agent1 \/ (\S{16})/.exec(started)?.[1] ?? '' })
    await workbench.goOnline()
    const other = await otherCustomer()
    await workbench.accept()

    // the flow
    const phone = await Phone.open(browser, demo.url)
    expect(await phone.contactService()).toMatchObject({
      sdkAppId: DEMO.sdkAppId,
      jsCode: expect.any(String),
      encryptedData: expect.any(String),
      iv: expect.any(String),
    })
    await seen(phone.text('您好，欢迎光临！我是自助客服，很高兴为您服务。'))
    await phone.say('随便看看')
    await seen(phone.text('没有找到对应的服务，请点击上方按钮，或回复“1”“2”“人工”。'))
    await phone.option('人工客服').tap()

    // the queue: the only agent is busy
    await seen(phone.text('客服正忙，客服空闲后会依次为您接入。'))
    await seen(phone.status.getByText('您是下一位，请稍候'))
    await workbench.endSession()
    await other.next((frame) => frame.t === 'entries' && frame.state.phase === 'closed')
    await other.close()

    // the agent
    await seen(workbench.session('ringing'))
    await workbench.accept()
    await seen(phone.text('已为您接入人工客服，工号 1001。'))
    await workbench.say('您好，请问想咨询什么？')
    await seen(phone.text('您好，请问想咨询什么？'))
    await phone.say('这款杯子还有货吗？')
    await seen(workbench.message('这款杯子还有货吗？'))

    // kill -9, and both sides write while nobody is there
    await demo.end('SIGKILL')
    await seen(workbench.banner)
    await phone.say('喂，还在吗？')
    await workbench.say('稍等，我查一下库存。')
    await demo.start()
    await seen(phone.text('稍等，我查一下库存。'))
    await seen(workbench.message('喂，还在吗？'))
    await workbench.say('还有 12 个，需要帮您留一个吗？')
    await seen(phone.text('还有 12 个，需要帮您留一个吗？'))
    await phone.say('好的，谢谢！')
    await seen(workbench.message('好的，谢谢！'))
    await workbench.page.locator('[data-testid=message][data-state=sending]').waitFor({ state: 'detached' })
    await takeScreenshots({ phone: phone.page, workbench: workbench.page })

    // the end
    await workbench.endSession()
    await seen(phone.text('本次服务已结束，感谢您的咨询，祝您生活愉快！'))
    await seen(phone.status.getByText('本次咨询已结束'))

    // nothing lost, nothing doubled, on either side
    const said = ['您好，请问想咨询什么？', '这款杯子还有货吗？', '喂，还在吗？', '稍等，我查一下库存。']
    for (const text of [...said, '还有 12 个，需要帮您留一个吗？', '好的，谢谢！']) {
      expect([text, await phone.text(text).count(), await workbench.message(text).count()]).toEqual([text, 1, 1])
    }
    expect(await phone.errors()).toEqual([])
    expect(workbench.errors).toEqual([])
    await phone.close()
    await workbench.close()
    expect(await demo.end('SIGINT')).toBe(0)
  }, 90_000)
})
