/** What can go wrong with `create` alone; part of the catalogue in `../errors.ts`. */
export const createErrors = {
  'create-name-invalid': {
    exitCode: 2,
    zh: '“{name}”不能作为文件夹名：{reason}。例如：ccc-store create 我的小店',
    en: '"{name}" cannot be the name of a folder: {reason}. For example: ccc-store create my-shop',
  },
  'usage-argument-missing': {
    exitCode: 2,
    zh: '命令后面缺少 <{value}>。加 --help 查看用法。',
    en: 'The command needs a <{value}> after it. Add --help to see how it is used.',
  },
  'create-language-both': {
    exitCode: 2,
    zh: '--ts 和 --js 只能选一个。',
    en: 'Choose one of --ts and --js.',
  },
  'create-folder-taken': {
    exitCode: 4,
    zh: '{path} 已经存在，而且不是空文件夹。为安全起见从不覆盖，请换一个名称。',
    en: '{path} is there already and is not an empty folder. Nothing is ever overwritten: choose another name.',
  },
  'create-failed': {
    exitCode: 1,
    zh: '写入失败（{reason}），没有留下任何文件。请检查磁盘空间和文件权限，再运行一次。',
    en: 'Writing failed ({reason}), and no file was left behind. Check disk space and permissions and run the command again.',
  },
} as const
