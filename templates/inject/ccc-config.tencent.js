/**
 * 呼叫中心配置，可随时修改；ccc-store 只会改动 sdkAppId、ivrId 和 serverUrl 的值。
 * Call-centre settings. Change them at any time; ccc-store itself only ever touches sdkAppId, ivrId and serverUrl.
 */
module.exports = {
  // 呼叫中心实例的 SDKAppID / the SDKAppID of your call centre
  sdkAppId: 0,
  // 会话服务流 ID / the id of the service flow customers start in
  ivrId: '',
  // 呼叫中心地址；发布前须为 https，并加入小程序后台的服务器域名
  // where your call centre answers; before release it must be https and on the mini-program's domain list
  serverUrl: '',
  // 消息通道：腾讯云即时通信；改为 'socket' 则直连呼叫中心
  // how messages travel: Tencent Cloud Chat; 'socket' connects to the call centre itself
  transport: 'tencent',
}
