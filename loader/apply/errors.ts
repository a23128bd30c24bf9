/** What can go wrong while changes are carried out, or a stopped run is brought to an end; part of the catalogue in `../errors.ts`. */
export const applyErrors = {
  'interrupted-run': {
    exitCode: 4,
    zh: '上一次运行被中断，需要先收尾，而这个命令不写入任何文件。请运行 ccc-store install、update 或 reset（不带 --dry-run），它们都会先收尾。',
    en: 'The last run was interrupted and has to be finished first, and this command writes nothing. Run ccc-store install, update or reset, without --dry-run: each of them finishes it first.',
  },
  'journal-foreign': {
    exitCode: 4,
    zh: '{journal} 不是 ccc-store 在这个文件夹里留下的（{reason}），其中的内容一概没有执行，项目没有改动。如果它随别处的副本而来，请删除它再运行一次；旁边若有名为 .ccc-store-<数字>-<文件名>.old 的文件，那是相应文件原来的内容。',
    en: '{journal} was not left by ccc-store in this folder ({reason}), so nothing it says was carried out, and nothing was changed. If it came with a copy from elsewhere, delete it and run the command again; files beside it named .ccc-store-<number>-<name>.old hold the former contents of <name>.',
  },
  interrupted: {
    exitCode: 130,
    zh: '已中断，项目没有改动。',
    en: 'Interrupted; nothing was changed.',
  },
  'interrupted-late': {
    exitCode: 130,
    zh: '已中断：那时改动已经开始，所以先全部做完了，项目是完整的。',
    en: 'Interrupted. The changes had begun by then, so they were completed first, and the project is whole.',
  },
  'project-changed': {
    exitCode: 6,
    zh: '与此同时，这些文件被别的程序改动了：\n{list}\n它们保持那个程序写下的样子，我们的改动都已撤销。请再运行一次。',
    en: 'Meanwhile another program changed these files:\n{list}\nThey stay as it left them, and every change of ours was taken back. Run the command again.',
  },
  busy: {
    exitCode: 6,
    zh: '另一个 ccc-store{who}正在修改这个项目。请等它结束，再运行一次。{wayOut}',
    en: 'Another ccc-store{who} is at work in this project. Wait until it ends and run the command again.{wayOut}',
  },
  'write-failed': {
    exitCode: 1,
    zh: '写入失败（{reason}），所有改动都已撤销，项目没有改动。请检查磁盘空间和文件权限，再运行一次。',
    en: 'Writing failed ({reason}). Everything was taken back, and nothing was changed. Check disk space and permissions and run the command again.',
  },
  'rollback-failed': {
    exitCode: 1,
    zh: '写入失败（{reason}），撤销也没有成功。请排除故障后再运行一次，它会先恢复到完整的状态。',
    en: 'Writing failed ({reason}), and so did taking it back. Mend the cause and run the command again: it first brings the project back to a whole state.',
  },
} as const
