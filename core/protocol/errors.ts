export interface ErrorText {
  /** of HTTP */
  status: number
  /**
   * The same request may succeed later without a change: clients try it again by themselves. Left out where somebody has
   * to do something first, were it only to log in.
   */
  retry?: true
  /** when a client should do so, where whoever throws the error does not know it better */
  retryAfterMs?: number
  zh: string
  en: string
}

/**
 * The one catalogue of errors that cross a wire or stop the server. Each says what happened, why, and what its
 * reader can do, in Chinese and English. `{name}` is filled from the error's params.
 */
export const ERRORS = {
  // What was sent cannot be understood
  REQUEST_INVALID: {
    status: 400,
    zh: '请求内容不符合接口定义：{detail}。请对照接口文档修正后重试。',
    en: 'The request does not match the API: {detail}. Correct it after the API documentation and try again.',
  },
  ROUTE_UNKNOWN: {
    status: 404,
    zh: '没有这个接口：{detail}。请检查地址和方法。',
    en: 'There is no such endpoint: {detail}. Check the address and the method.',
  },
  UPGRADE_REQUIRED: {
    status: 426,
    zh: '这是 WebSocket 接口，请用 WebSocket 连接（见 docs/protocol.md）。',
    en: 'This is a WebSocket endpoint; connect to it with a WebSocket (docs/protocol.md).',
  },
  FRAME_INVALID: {
    status: 400,
    zh: '消息帧无法识别：{detail}。请对照 docs/protocol.md 修正；连接保持不变。',
    en: 'The frame is not understood: {detail}. Correct it after docs/protocol.md; the connection stays open.',
  },
  FRAME_TOO_LARGE: {
    status: 413,
    zh: '消息帧超过 {limit} 字节上限。请缩短内容后重试。',
    en: 'The frame is larger than the limit of {limit} bytes. Shorten it and try again.',
  },
  PROTOCOL_VERSION: {
    status: 400,
    zh: '协议版本 {version} 不受支持，服务器支持版本 {supported}。请更新客户端（ccc-store install）。',
    en: 'Protocol version {version} is not supported; this server speaks version {supported}. Update the client (ccc-store install).',
  },
  HELLO_EXPECTED: {
    status: 400,
    retry: true,
    zh: '连接后的第一帧必须是 hello，并在 {seconds} 秒内发送。',
    en: 'The first frame on a socket must be hello, sent within {seconds} seconds.',
  },
  SLOW_CONSUMER: {
    status: 503,
    retry: true,
    zh: '客户端读取过慢，连接已断开。重新连接后会从断点继续，不会丢失消息。',
    en: 'The client reads too slowly and was disconnected. Reconnect to resume from its position; nothing is lost.',
  },
  SOCKETS_TOO_MANY: {
    status: 429,
    retry: true,
    zh: '来自该地址的连接过多，或服务器连接已满。请稍后自动重连。',
    en: 'There are too many connections from this address, or on this server. Reconnect shortly.',
  },
  SOCKET_REPLACED: {
    status: 409,
    zh: '该账号同时打开的连接过多，最早的这个已关闭。请关闭不用的窗口或设备后重新连接。',
    en: 'This account has too many connections open, and this was the oldest. Close windows or devices you do not use, then connect again.',
  },
  BODY_TOO_SLOW: {
    status: 408,
    retry: true,
    zh: '请求内容传输过慢，已中断。请检查网络后重试。',
    en: 'The request came too slowly and was cut off. Check the network and try again.',
  },
  RATE_LIMITED: {
    status: 429,
    retry: true,
    zh: '操作过于频繁。请在 {seconds} 秒后重试。',
    en: 'Too many requests. Try again in {seconds} seconds.',
  },

  // Who is asking
  UNAUTHENTICATED: {
    status: 401,
    zh: '登录凭证缺失、无效或已过期。请重新登录。',
    en: 'The token is missing, invalid or expired. Log in again.',
  },
  WRONG_AUDIENCE: {
    status: 403,
    zh: '该登录凭证属于{actual}，不能用于{expected}接口。请使用对应身份登录。',
    en: 'This token belongs to the audience "{actual}" and cannot be used for "{expected}". Log in as the right kind of user.',
  },
  PASSWORD_WRONG: {
    status: 401,
    zh: '账号或密码不正确。请核对后重试。',
    en: 'The account name or the password is wrong. Check both and try again.',
  },
  PASSWORD_SHORT: {
    status: 400,
    zh: '密码至少需要 {least} 个字符。请换一个更长的密码。',
    en: 'A password needs {least} characters at least. Choose a longer one.',
  },
  PASSWORDS_DIFFER: {
    status: 400,
    zh: '两次输入的密码不一致，未作任何更改。请重试。',
    en: 'The two passwords are not the same; nothing was changed. Try again.',
  },
  ACCOUNT_UNKNOWN: {
    status: 404,
    zh: '没有名为“{account}”的账号。请检查账号名与 CCC_DATA_DIR。',
    en: 'There is no account "{account}". Check its name and CCC_DATA_DIR.',
  },
  APP_UNKNOWN: {
    status: 404,
    zh: '没有 sdkAppId 为 {sdkAppId} 的呼叫中心实例。请检查 ccc-config.js 中的 sdkAppId 与 serverUrl。',
    en: 'There is no call centre with sdkAppId {sdkAppId}. Check sdkAppId and serverUrl in ccc-config.js.',
  },
  CHANNEL_UNBOUND: {
    status: 404,
    zh: '小程序 {appId} 未绑定到该呼叫中心。请在【渠道接入】>【微信小程序-自定义】中绑定。',
    en: 'The mini-program {appId} is not bound to this call centre. Bind it under Channels > Mini-program.',
  },

  // Proof of a WeChat identity
  LOGIN_PROOF_MISSING: {
    status: 400,
    zh: '仅凭 openid 不能登录：openid 不是秘密。请同时提供新的 wx.login code（jsCode），或由您的后端提供 openidSignature。',
    en: 'An openid alone proves nothing: it is no secret. Send a fresh wx.login code (jsCode) with it, or an openidSignature made by your back end.',
  },
  LOGIN_PROFILE_INCOMPLETE: {
    status: 400,
    zh: 'encryptedData 与 iv 必须同时提供，并附带同一次登录的 jsCode。',
    en: 'encryptedData and iv must be sent together, with the jsCode of the same login.',
  },
  LOGIN_CODE_STALE: {
    status: 401,
    zh: 'wx.login 的 code 无效、已使用或已过期（5 分钟，仅一次）。请重新调用 wx.login 后再登录。',
    en: 'The wx.login code is invalid, used or expired (5 minutes, once). Call wx.login again, then log in.',
  },
  OPENID_MISMATCH: {
    status: 401,
    zh: '提供的 openid 与 code 所属用户不一致。请清除 Storage 中的 openid 后重新登录。',
    en: 'The openid and the code name different users. Remove the openid from storage and log in again.',
  },
  OPENID_SIGNATURE_INVALID: {
    status: 401,
    zh: 'openidSignature 校验失败。请核对签名密钥与签名格式（见 docs/protocol.md）。',
    en: 'openidSignature does not verify. Check the signing secret and the format (docs/protocol.md).',
  },
  OPENID_SIGNATURE_STALE: {
    status: 401,
    zh: 'openidSignature 已超过 {seconds} 秒有效期。请让后端重新签名，并检查服务器时间。',
    en: 'openidSignature is older than {seconds} seconds. Sign again, and check the clock of your back end.',
  },
  SHOP_SIGNATURE_INVALID: {
    status: 401,
    zh: '卡片或客户信息的签名校验失败。请核对签名密钥、openid 与签名内容（见 docs/protocol.md），或不带签名发送。',
    en: 'The signature of the card or the attributes does not verify. Check the signing secret, the openid and what was signed (docs/protocol.md), or send without one.',
  },
  OPENID_SIGNATURE_USED: {
    status: 401,
    zh: '该 openidSignature 已使用过：每次登录都需要新的签名。请让后端重新签名后再登录。',
    en: 'This openidSignature was used before: each login needs one of its own. Have your back end sign again, then log in.',
  },
  PROFILE_TAMPERED: {
    status: 400,
    zh: 'encryptedData 无法解密，数据被改动或与 code 不匹配。请先 wx.login 再获取用户信息，并一起提交。',
    en: 'encryptedData cannot be decrypted: it was altered or does not belong to this code. Call wx.login first, then get the profile, and send both.',
  },
  PROFILE_FOREIGN_APP: {
    status: 403,
    zh: 'encryptedData 的水印属于其他小程序（{appId}），已拒绝。',
    en: 'The watermark of encryptedData belongs to another mini-program ({appId}); refused.',
  },
  PROFILE_STALE: {
    status: 400,
    zh: 'encryptedData 已过期（水印时间超过 {seconds} 秒）。请重新获取用户信息。',
    en: 'encryptedData is too old (its watermark is older than {seconds} seconds). Get the profile again.',
  },
  WECHAT_BUSY: {
    status: 503,
    retry: true,
    zh: '微信服务器繁忙。请稍后重试。',
    en: 'WeChat is busy. Try again shortly.',
  },
  WECHAT_RATE_LIMITED: {
    status: 429,
    retry: true,
    retryAfterMs: 60_000,
    zh: '该用户登录过于频繁，微信已限制（每分钟 100 次）。请在一分钟后重试。',
    en: 'WeChat limits logins of this user (100 a minute). Try again in a minute.',
  },
  WECHAT_USER_BLOCKED: {
    status: 403,
    zh: '微信判定该用户为高风险，已拦截登录。',
    en: 'WeChat blocks this user as high-risk.',
  },
  WECHAT_CHANNEL_MISCONFIGURED: {
    status: 502,
    zh: '小程序的 AppID 或密钥不正确（微信错误 {errcode}）。请管理员在【渠道接入】中更正。',
    en: 'The AppID or secret of the mini-program is wrong (WeChat error {errcode}). An administrator must correct it under Channels.',
  },
  WECHAT_UNREACHABLE: {
    status: 502,
    retry: true,
    zh: '无法连接微信服务器，或其应答无法识别。请稍后重试；若持续出现，请运维检查网络。',
    en: 'WeChat cannot be reached, or its answer is not understood. Try again; if it persists, check the network of the server.',
  },

  // The service itself
  FLOW_UNKNOWN: {
    status: 404,
    zh: '没有 ID 为 {ivrId} 的会话服务流。请检查 ccc-config.js 中的 ivrId。',
    en: 'There is no service flow with the id {ivrId}. Check ivrId in ccc-config.js.',
  },
  FLOW_UNPUBLISHED: {
    status: 409,
    zh: '会话服务流 {ivrId} 尚未发布。请在【会话服务流管理】中发布后再使用。',
    en: 'The service flow {ivrId} is not published. Publish it before use.',
  },
  SESSION_UNKNOWN: {
    status: 404,
    zh: '会话不存在，或不由您接待。请刷新会话列表。',
    en: 'There is no such session, or it is not yours. Refresh the list of sessions.',
  },
  SESSION_NOT_RINGING: {
    status: 409,
    zh: '该会话已不在等待您接听：已被接听、转给他人或客户已离开。',
    en: 'The session no longer rings for you: it was accepted, passed on, or the customer left.',
  },
  SESSION_NOT_SERVING: {
    status: 409,
    zh: '会话未处于人工服务中，无法执行此操作。请刷新会话列表。',
    en: 'The session is not being served, so this cannot be done. Refresh the list of sessions.',
  },
  CUSTOMER_BLOCKED: {
    status: 403,
    zh: '您已被限制使用在线客服。如有疑问，请通过其他方式联系商家。',
    en: 'You can no longer use this chat. Contact the business in another way if you think this is wrong.',
  },
  CUSTOMER_UNKNOWN: {
    status: 404,
    zh: '该呼叫中心没有这个客户。请检查客户编号。',
    en: 'This call centre has no such customer. Check the id.',
  },
  QUEUE_LEFT: {
    status: 409,
    zh: '您已不在排队中，无需再次退出。',
    en: 'You are not waiting in a queue, so there is none to leave.',
  },
  SESSION_OVER: {
    status: 409,
    zh: '本次会话已经结束。',
    en: 'This session has ended already.',
  },
  ENTRY_UNKNOWN: {
    status: 404,
    zh: '没有这条消息，或它不属于该对话。请刷新后重试。',
    en: 'There is no such message in this conversation. Refresh and try again.',
  },
  RECALL_REFUSED: {
    status: 403,
    zh: '只能撤回自己发出的消息。',
    en: 'Only your own messages can be recalled.',
  },
  RECALL_TOO_LATE: {
    status: 409,
    zh: '消息发出超过 {seconds} 秒，不能撤回。',
    en: 'The message is older than {seconds} seconds and cannot be recalled.',
  },
  RATING_NOT_INVITED: {
    status: 409,
    zh: '该会话未邀请评价。',
    en: 'This session does not ask for a rating.',
  },
  RATING_DONE: {
    status: 409,
    zh: '该会话已评价或已邀请过评价，每个会话只有一次。',
    en: 'This session was rated, or asked for a rating, before: once for each session.',
  },
  RATING_EXPIRED: {
    status: 409,
    zh: '评价已超过 {hours} 小时的有效期。',
    en: 'The rating had to be given within {hours} hours.',
  },
  MESSAGE_NOT_WANTED: {
    status: 409,
    zh: '当前无需留言：请直接发送消息咨询。',
    en: 'There is no need to leave a message now: just write in the chat.',
  },
  LEFT_MESSAGE_UNKNOWN: {
    status: 404,
    zh: '没有这条留言，或已由其他客服处理。',
    en: 'There is no such message, or a colleague has dealt with it.',
  },
  CUSTOMER_IN_SESSION: {
    status: 409,
    retry: true,
    zh: '该客户正在另一个会话中，暂时不能发起新会话。请稍后再试。',
    en: 'The customer is in another session just now. Try again later.',
  },
  AGENT_FULL: {
    status: 409,
    zh: '您的接待量已满。请先结束一个会话。',
    en: 'You serve as many sessions as you can. End one first.',
  },

  // Files
  FILE_TOO_LARGE: {
    status: 413,
    zh: '文件不能超过 {limit} MB。',
    en: 'A file may have {limit} MB at most.',
  },
  IMAGE_TOO_LARGE: {
    status: 413,
    zh: '图片超过 {limit} 百万像素上限。请缩小后重试。',
    en: 'The picture has more than {limit} million pixels. Make it smaller and try again.',
  },
  UPLOAD_QUOTA: {
    status: 429,
    retry: true,
    retryAfterMs: 3_600_000,
    zh: '24 小时内上传的文件总量已达 {limit} MB 上限。请稍后再试。',
    en: 'The files uploaded within 24 hours have reached the limit of {limit} MB. Try again later.',
  },
  MESSAGE_QUOTA: {
    status: 429,
    retry: true,
    zh: '24 小时内发送的内容总量已达上限。请在 {hours} 小时后再试。',
    en: 'What was sent within 24 hours has reached the limit. Try again in {hours} hours.',
  },
  DISK_FULL: {
    status: 507,
    retry: true,
    retryAfterMs: 60_000,
    zh: '服务器存储空间不足，暂时无法上传文件。文字消息不受影响；请运维清理磁盘。',
    en: 'The server is short of disk space, so files cannot be uploaded now. Texts still can be sent; the operator must free some space.',
  },
  NOT_READY: {
    status: 503,
    retry: true,
    zh: '服务器暂时无法写入数据（{detail}）。请运维检查磁盘空间与日志。',
    en: 'The server cannot write at the moment ({detail}). The operator must check the disk and the log.',
  },
  FILE_MISSING: {
    status: 400,
    zh: '文件为空，请重新选择。',
    en: 'The file is empty; choose it again.',
  },
  UPLOAD_BROKEN: {
    status: 400,
    retry: true,
    zh: '上传中断，请重新上传。',
    en: 'The upload broke off; upload it again.',
  },
  FILE_KIND: {
    status: 415,
    zh: '不支持这种格式的文件，请换一个。',
    en: 'Files of this format are not supported; choose another.',
  },
  FILE_UNKNOWN: {
    status: 404,
    zh: '文件已失效，请重新上传。',
    en: 'The file is no longer there; upload it again.',
  },
  FILE_LINK_EXPIRED: {
    status: 403,
    zh: '文件链接无效或已过期。请刷新消息后重新打开。',
    en: 'The link to the file is invalid or expired. Reload the message and open it again.',
  },
  // Tencent Cloud Chat
  TENCENT_OFF: {
    status: 404,
    zh: '该服务器未启用腾讯云即时通信通道。请改用 socket 通道，或由管理员设置 CCC_TENCENT_*（见 docs/tencent-chat.md）。',
    en: 'This server does not use Tencent Cloud Chat. Use the socket transport, or have CCC_TENCENT_* set (docs/tencent-chat.md).',
  },
  TENCENT_CALLBACK_REFUSED: {
    status: 403,
    zh: '回调未通过校验：{detail}。请核对即时通信控制台中的回调地址、鉴权 Token 与 SDKAppID。',
    en: 'The callback is not accepted: {detail}. Check its address, token and SDKAppID in the Chat console.',
  },
  TENCENT_UNAVAILABLE: {
    status: 502,
    retry: true,
    zh: '腾讯云即时通信暂不可用（错误 {errorCode}）。请稍后重试；若持续出现，请运维检查 CCC_TENCENT_* 设置。',
    en: 'Tencent Cloud Chat is not available (error {errorCode}). Try again; if it persists, the operator must check CCC_TENCENT_*.',
  },
  SERVER_STOPPING: {
    status: 503,
    retry: true,
    zh: '服务器正在重启。请稍后自动重连，消息不会丢失。',
    en: 'The server is restarting. Reconnect shortly; nothing is lost.',
  },
  INTERNAL: {
    status: 500,
    retry: true,
    zh: '服务器内部错误（编号 {reference}）。请重试；若持续出现，请把编号告诉运维人员。',
    en: 'Internal error (reference {reference}). Try again; if it persists, give the reference to your operator.',
  },

  // What stops the server at start
  CONFIG_UNKNOWN: {
    status: 500,
    zh: '未知的环境变量 {name}。{hint}全部变量见 docs/configuration.md 或 ccc-server --help。',
    en: 'Unknown environment variable {name}. {hint}All variables are in docs/configuration.md and ccc-server --help.',
  },
  CONFIG_INVALID: {
    status: 500,
    zh: '环境变量 {name} 的值无效：{detail}。请修正后重新启动。',
    en: 'The environment variable {name} has a bad value: {detail}. Correct it and start again.',
  },
  DEMO_EXPOSED: {
    status: 500,
    zh: '演示数据不应对外提供服务：CCC_HOST={host} 不是本机回环地址。请改用 127.0.0.1，或用 CCC_DATA_DIR 指定没有演示数据的目录；确需如此请设置 CCC_DEMO_PUBLIC=true。',
    en: 'Demo data is not for strangers: CCC_HOST={host} is no loopback address. Use 127.0.0.1, or a folder without demo data (CCC_DATA_DIR), or set CCC_DEMO_PUBLIC=true if you mean it.',
  },
  PORT_IN_USE: {
    status: 500,
    zh: '端口 {port} 已被占用。请停止占用它的程序，或换一个端口（CCC_PORT；ccc-server mock 用 --port）。',
    en: 'Port {port} is in use. Stop the program that holds it, or choose another (CCC_PORT; --port for ccc-server mock).',
  },
  ADDRESS_UNAVAILABLE: {
    status: 500,
    zh: '无法监听 {host}:{port}（{detail}）。请检查 CCC_HOST 与 CCC_PORT。',
    en: 'Cannot listen on {host}:{port} ({detail}). Check CCC_HOST and CCC_PORT.',
  },
  DATA_UNUSABLE: {
    status: 500,
    zh: '数据目录 {path} 无法使用：{detail}。请检查目录权限与磁盘空间；若文件已损坏，请从备份恢复；或用 CCC_DATA_DIR 指定其他目录。',
    en: 'The data folder {path} cannot be used: {detail}. Check permissions and disk space; restore a backup if the file is damaged; or set CCC_DATA_DIR.',
  },
  SQLITE_MISSING: {
    status: 500,
    zh: '这台机器（{platform}）上没有可用的 SQLite：{detail}。请使用 Node 24，或重新执行 npm install，使软件包 @photostructure/sqlite 完整。',
    en: 'No SQLite can be used on this machine ({platform}): {detail}. Use Node 24, or run npm install again so that its package @photostructure/sqlite is complete.',
  },
  DATA_EXPOSED: {
    status: 500,
    zh: '数据目录 {path} 可被本机其他用户访问（权限 {mode}），其中有客户的对话与密钥。请运行 chmod -R go-rwx "{path}" 后重新启动，或用 CCC_DATA_DIR 指定其他目录。',
    en: 'The data folder {path} is open to other users of this machine (mode {mode}); it holds conversations and secrets. Run chmod -R go-rwx "{path}" and start again, or set CCC_DATA_DIR.',
  },
  DATA_NEWER: {
    status: 500,
    zh: '数据目录 {path} 由更新版本的 ccc-server 写入（结构 {found}，本版本支持到 {supported}）。请使用新版本启动。',
    en: 'The data folder {path} was written by a newer ccc-server (schema {found}; this version knows {supported}). Start the newer version.',
  },
  BACKUP_EXISTS: {
    status: 500,
    zh: '{path} 已存在。请换一个文件名，或先移走它；已有的备份不会被覆盖。',
    en: '{path} is there already. Choose another name or move it away; a backup is never written over.',
  },
  BACKUP_FAILED: {
    status: 500,
    zh: '无法写入备份 {path}：{detail}。没有留下文件；请检查目录是否存在、可写且有足够空间后重试。',
    en: 'The backup {path} could not be written: {detail}. No file was left; see that the folder exists, can be written and has room, and try again.',
  },
  BACKUP_UNUSABLE: {
    status: 500,
    zh: '{path} 不是可用的备份：{detail}。现有数据保持不变，请换一个备份文件。',
    en: '{path} is no backup that can be used: {detail}. The data is as it was; take another backup.',
  },
  DATA_IN_USE: {
    status: 500,
    zh: '数据目录 {path} 正被另一个 ccc-server 使用。请先停止它，或用 CCC_DATA_DIR 指定其他目录。',
    en: 'The data folder {path} is in use by another ccc-server. Stop it first, or set CCC_DATA_DIR.',
  },
} as const satisfies Record<string, ErrorText>

export type ErrorCode = keyof typeof ERRORS

export type ErrorParams = Record<string, string | number>
