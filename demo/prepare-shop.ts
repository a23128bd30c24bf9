import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DEMO } from '@ccc-store/server'
import { buildMiniProgram } from '@ccc-store/simulator'
import { install } from 'ccc-store'
import { packageRoot } from './package-root'

const EXAMPLE_DIR = join(dirname(packageRoot), 'example-miniprogram')

export interface ShopFolders {
  /** the copy of the example, with customer service in it */
  shopDir: string
  /** the same, compiled to run in a browser */
  phoneDir: string
}

/**
 * Copies the example shop, installs customer service into the copy the way a team does, adds the few lines that a team
 * adds itself (docs/sdk.md), and compiles the result for the browser.
 * @param wechatUrl where the phone finds WeChat
 */
export async function prepareShop(folders: ShopFolders, serverUrl: string, wechatUrl: string): Promise<void> {
  const { shopDir, phoneDir } = folders
  await rm(shopDir, { recursive: true, force: true })
  await cp(EXAMPLE_DIR, shopDir, { recursive: true })
  await install({ cwd: shopDir, sdkAppId: DEMO.sdkAppId, ivrId: DEMO.ivrId, serverUrl })
  await addServiceButton(shopDir)
  await addProductQuestion(shopDir)
  await addUnreadBadge(shopDir)
  await buildMiniProgram({ projectDir: shopDir, outDir: phoneDir, wechatUrl, appId: DEMO.miniProgram.appId })
}

const BUTTON = `  <view class="cell" id="contact-service" hover-class="pressed" bind:tap="onService" aria-role="button">
    <view>联系客服</view>
    <view class="value"><view class="arrow"></view></view>
  </view>
`

/*
 * As seed page 000 has it: requestLogin with a code, encryptedData and iv. WeChat hands out a profile only in answer to
 * a tap, encrypted under the key of the wx.login before it, so the code is fetched when the page shows.
 */
const FETCH_CODE = `    wx.login({ success: (res) => (this.loginCode = res.code) })
`
const HANDLER = `  onService() {
    wx.getUserProfile({
      desc: '让客服知道怎么称呼您',
      success: ({ encryptedData, iv }) => this.openService({ jsCode: this.loginCode, encryptedData, iv }),
      fail: () => this.openService(),
    })
  },

  openService(login) {
    requestLogin(login).then(
      () => wx.navigateTo({ url: '/ccc/pages/chat/index' }),
      (error) => wx.showModal({ title: '暂时无法联系客服', content: error.message, showCancel: false }),
    )
  },

`

/** Adds 联系客服 to the page 我的. */
async function addServiceButton(shopDir: string): Promise<void> {
  const page = join(shopDir, 'pages', 'mine', 'index')
  await insert(`${page}.wxml`, BUTTON, '  <view class="cell" hover-class="pressed" bind:tap="onAbout"')
  await insert(`${page}.js`, HANDLER, '  onAbout() {')
  await insert(`${page}.js`, FETCH_CODE, '    this.setData({ profile: profiles.load()')
  await insert(`${page}.js`, "const { requestLogin } = require('../../utils/login.js')\n", '\nPage({')
}

const QUESTION = `  <view class="card block count" id="ask-about" hover-class="pressed" bind:tap="onAsk" aria-role="button">
    <view>咨询这件商品</view>
    <view class="faint">›</view>
  </view>
`
const ASK = `  onAsk() {
    const { goods } = this.data
    if (!goods) return
    const price = '¥' + (goods.price / 100).toFixed(2)
    const path = '/pages/detail/index?id=' + goods.id
    openChat({
      card: { type: 'product', title: goods.name, description: goods.brief, price, path },
      attributes: { 来自: '商品页' },
    }).catch((error) => wx.showToast({ title: error.message, icon: 'none' }))
  },

`

/** Adds 咨询这件商品 to the page of a product: the chat opens with the product in it. */
async function addProductQuestion(shopDir: string): Promise<void> {
  const page = join(shopDir, 'pages', 'detail', 'index')
  await insert(`${page}.wxml`, QUESTION, '  <view class="card block">\n    <view class="subtitle">')
  await insert(`${page}.js`, ASK, '  onBack() {')
  await insert(`${page}.js`, "const { openChat } = require('../../utils/login.js')\n", '\nPage({')
}

const BADGE = `    // 我的
    const index = 3
    onUnreadChange((unread) => {
      if (unread > 0) wx.setTabBarBadge({ index, text: unread > 99 ? '99+' : String(unread), fail() {} })
      else wx.removeTabBarBadge({ index, fail() {} })
    })
`

/** Adds the number of unread messages to the tab 我的. */
async function addUnreadBadge(shopDir: string): Promise<void> {
  const app = join(shopDir, 'app.js')
  await insert(app, BADGE, '    // 先把上次的购物车')
  await insert(app, "const { onUnreadChange } = require('./utils/login.js')\n", '\nApp({')
}

async function insert(file: string, text: string, before: string): Promise<void> {
  const code = await readFile(file, 'utf8')
  const at = code.indexOf(before)
  if (at < 0) throw new Error(`${file} has no ${JSON.stringify(before)} any more`)
  await writeFile(file, code.slice(0, at) + text + code.slice(at))
}
