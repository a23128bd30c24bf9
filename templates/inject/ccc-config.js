/**
 * 呼叫中心配置，可随时修改；ccc-store 只会改动下面的三个值。
 * Call-centre settings. Change them at any time; ccc-store itself only ever touches the three values.
 */
module.exports = {
  // 呼叫中心实例的 SDKAppID / the SDKAppID of your call centre
  sdkAppId: 0,
  // 会话服务流 ID / the id of the service flow customers start in
  ivrId: '',
  // 呼叫中心地址；发布前须为 https，并加入小程序后台的服务器域名
  // where your call centre answers; before release it must be https and on the mini-program's domain list
  serverUrl: '',
}
