import type { OptionSpec } from './command-spec'

/** Options that several commands share. */
export const commonOptions = {
  cwd: {
    flags: '--cwd <folder>',
    text: { zh: '小程序项目的目录，默认当前目录', en: 'folder of the mini-program project (default: here)' },
  },
  yes: {
    flags: '-y, --yes',
    text: { zh: '不提问；缺少的参数视为错误', en: 'never ask; what is missing is an error' },
  },
  dryRun: {
    flags: '--dry-run',
    text: { zh: '只列出将要做的改动，不写入任何文件', en: 'list the changes and write nothing' },
  },
  diff: {
    flags: '--diff',
    text: { zh: '以统一差异格式（unified diff）显示每一处改动', en: 'show every change as a unified diff' },
  },
  json: {
    flags: '--json',
    text: { zh: '以 JSON 输出结果，适合脚本', en: 'print the result as JSON, for scripts' },
  },
  lang: {
    flags: '--lang <zh|en>',
    values: ['zh', 'en'],
    text: {
      zh: '界面语言，zh 或 en；默认跟随终端',
      en: 'language of the messages, zh or en (default: that of the terminal)',
    },
  },
} satisfies Record<string, OptionSpec>
