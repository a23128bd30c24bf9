import { type Static, Type } from '@sinclair/typebox'
import { LIMIT_SETTINGS } from './limit-settings'
import { FLOW_IDLE_HOURS } from './policy'

/** IPv4 and IPv6 addresses, each with the length of a network's prefix if it has one. */
const PROXIES = '^([0-9a-fA-F.:]+(/[0-9]{1,3})?(,[0-9a-fA-F.:]+(/[0-9]{1,3})?)*)?$'

/**
 * Every environment variable of the server: this schema validates them at start, and the tables in `--help` and in
 * docs/configuration.md are made from it.
 */
export const Settings = Type.Object(
  {
    CCC_DATA_DIR: Type.String({
      minLength: 1,
      default: './data',
      zh: '数据目录，不存在时自动创建',
      en: 'Data folder; made when it does not exist',
    }),
    CCC_PORT: Type.Integer({
      minimum: 0,
      maximum: 65_535,
      default: 7788,
      zh: '监听端口；0 表示由系统分配',
      en: 'Port to listen on; 0 lets the system choose',
    }),
    CCC_HOST: Type.String({
      minLength: 1,
      default: '127.0.0.1',
      zh: '监听地址；默认仅本机可访问，0.0.0.0 表示全部网卡',
      en: 'Address to listen on; by default this machine only, 0.0.0.0 for every interface',
    }),
    CCC_TRUSTED_PROXIES: Type.String({
      pattern: PROXIES,
      default: '',
      zh: '可信反向代理的地址或网段，以逗号分隔（如 `127.0.0.1,10.0.0.0/8`）；仅采信由它们写入的 `X-Forwarded-For`，默认不采信',
      en: 'Addresses or networks of reverse proxies, separated by commas (`127.0.0.1,10.0.0.0/8`); `X-Forwarded-For` is believed from these only, by default from nobody',
    }),
    CCC_DEMO: Type.Boolean({
      default: false,
      zh: '写入演示数据（实例、技能组、两名客服、会话服务流），每次启动为客服生成新密码；请勿用于生产',
      en: 'Writes demo data (a call centre, a skill group, two agents, a flow) and gives the agents new passwords at each start; not for production',
    }),
    CCC_DEMO_PUBLIC: Type.Boolean({
      default: false,
      zh: '允许演示数据在非回环地址上提供服务',
      en: 'Lets demo data be served on an address that is not loopback',
    }),
    CCC_WECHAT_URL: Type.String({
      pattern: '^https?://[^/\\s]+[^\\s]*$',
      default: 'https://api.weixin.qq.com',
      zh: '微信接口地址',
      en: "Address of WeChat's API",
    }),
    CCC_PUBLIC_URL: Type.String({
      pattern: '^(https?://[^/\\s]+[^\\s]*)?$',
      default: '',
      zh: '客户访问本服务器的地址；发往其他平台的文件链接由它开头',
      en: 'Where customers reach this server; links to files that leave for other platforms begin with it',
    }),
    CCC_TENCENT_SDK_APP_ID: Type.Integer({
      minimum: 0,
      maximum: 4_294_967_295,
      default: 0,
      zh: '腾讯云即时通信的 SDKAppID；0 表示不启用该通道',
      en: 'SDKAppID of Tencent Cloud Chat; 0 leaves that channel off',
    }),
    CCC_TENCENT_SECRET_KEY: Type.String({
      default: '',
      zh: '该应用的密钥，用于签发 UserSig；不会离开服务器',
      en: 'Secret key of that app, which signs UserSigs; never leaves the server',
    }),
    CCC_TENCENT_CALLBACK_TOKEN: Type.String({
      default: '',
      zh: '即时通信控制台中回调的鉴权 Token',
      en: 'Authentication token of the callbacks, as set in the Chat console',
    }),
    CCC_TENCENT_ADMIN: Type.String({
      minLength: 1,
      maxLength: 32,
      default: 'administrator',
      zh: '该应用的管理员账号，调用 REST API 用',
      en: "Administrator account of that app, for Tencent's REST API",
    }),
    CCC_TENCENT_SERVICE_ACCOUNT: Type.String({
      minLength: 1,
      maxLength: 32,
      default: 'ccc-service',
      zh: '代表客服的账号：客户的单聊对象',
      en: 'Account that speaks for the service: whom customers chat with',
    }),
    CCC_TENCENT_REST_URL: Type.String({
      pattern: '^https?://[^/\\s]+[^\\s]*$',
      default: 'https://console.tim.qq.com',
      zh: '腾讯云即时通信 REST API 的地址，随应用所在地区而定',
      en: "Address of Tencent's REST API, which depends on the region of the app",
    }),
    CCC_FLOW_IDLE_HOURS: Type.Integer({
      minimum: 0,
      maximum: 8_760,
      default: FLOW_IDLE_HOURS,
      zh: '自助流程中客户多久未回复即结束会话（小时）；0 表示永不结束',
      en: 'Hours without a word of the customer after which a session in its flow ends; 0 for never',
    }),
    ...LIMIT_SETTINGS,
    CCC_LOG_LEVEL: Type.Union(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].map((level) => Type.Literal(level)),
      { default: 'info', zh: '日志级别', en: 'How much is logged' },
    ),
  },
  { additionalProperties: false },
)

export type Settings = Static<typeof Settings>
