import { type Static, Type } from '@sinclair/typebox'

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
    CCC_DEMO: Type.Boolean({
      default: false,
      zh: '首次启动时写入演示数据（实例、技能组、两名客服、会话服务流）；请勿用于生产',
      en: 'Writes demo data (a call centre, a skill group, two agents, a flow) at the first start; not for production',
    }),
    CCC_WECHAT_URL: Type.String({
      pattern: '^https?://[^/\\s]+[^\\s]*$',
      default: 'https://api.weixin.qq.com',
      zh: '微信接口地址',
      en: "Address of WeChat's API",
    }),
    CCC_LOG_LEVEL: Type.Union(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].map((level) => Type.Literal(level)),
      { default: 'info', zh: '日志级别', en: 'How much is logged' },
    ),
  },
  { additionalProperties: false },
)

export type Settings = Static<typeof Settings>
