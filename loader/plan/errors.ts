/** What can stand in the way of a plan: places, names, records; part of the catalogue in `../errors.ts`. */
export const planErrors = {
  'entry-page-broken': {
    exitCode: 3,
    zh: '入口页面的 {file} 不存在，或不是页面文件。请换一个页面，或先修好它；项目没有改动。',
    en: '{file} of the entry page is missing or is not what a page has. Choose another page or mend it first; nothing was changed.',
  },
  'entry-claimed': {
    exitCode: 4,
    zh: '{file} 里的组件名 ccc-entry 已指向 {value}。请改名，或换一个页面；项目没有改动。',
    en: '{file} already uses the component name ccc-entry for {value}. Rename it or choose another page; nothing was changed.',
  },
  'foreign-files': {
    exitCode: 4,
    zh: '项目里已有同名文件，不会覆盖它们：\n{list}\n请先改名或移走，再运行一次；也可以用 --on-conflict skip 保留它们，或用 --on-conflict overwrite 换成我们的（reset 时会还原）。项目没有改动。',
    en: 'The project already has files of these names, and they will not be overwritten:\n{list}\nRename or move them and run the command again, or keep them with --on-conflict skip, or have them replaced with --on-conflict overwrite (reset brings them back). Nothing was changed.',
  },
  'places-blocked': {
    exitCode: 4,
    zh: '这些位置要放文件或文件夹，却被别的东西占着：\n{list}\n请把它们改名或移走，再运行一次；项目没有改动。',
    en: 'Files or folders have to go into these places, and something else stands there:\n{list}\nRename or move it and run the command again; nothing was changed.',
  },
  'places-taken': {
    exitCode: 4,
    zh: '这些文件与我们的文件会混在一起：名称只差大小写，或会编译成同名的脚本：\n{list}\n请改名，或用 --login-path、--subpackage 另选位置，再运行一次；项目没有改动。',
    en: 'These files would get mixed up with ours, since their names differ in case alone, or they compile into scripts of the same name:\n{list}\nRename them, or choose other places with --login-path and --subpackage, and run the command again; nothing was changed.',
  },
  'linked-folder': {
    exitCode: 4,
    zh: '{folder} 是指向别处的链接，微信编译器不跟随文件夹链接，放进去的文件不会进入小程序。请用 --login-path（或 --subpackage）另选真实的文件夹，例如 --login-path services/login.js；项目没有改动。',
    en: '{folder} is a link to another folder. The compiler of WeChat follows no links to folders, so what is put there would be missing in the mini-program. Choose a real folder with --login-path (or --subpackage), such as --login-path services/login.js; nothing was changed.',
  },
  'subpackage-occupied': {
    exitCode: 4,
    zh: '这个文件夹里已有您的文件，它们会变成客服分包的一部分，主包就用不到了：\n{list}\n请移走它们，或用 --subpackage 另选一个空的文件夹，再运行一次；项目没有改动。',
    en: 'The folder of the subpackage already holds files of yours, which would become part of it and be out of reach for the main package:\n{list}\nMove them, or choose an empty folder with --subpackage, and run the command again; nothing was changed.',
  },
  'subpackages-invalid': {
    exitCode: 3,
    zh: '{path} 里的 {key} 应为列表（[…]）。请改正后再运行一次；项目没有改动。',
    en: '{key} in {path} has to be a list ([…]). Correct it and run the command again; nothing was changed.',
  },
  'subpackage-claimed': {
    exitCode: 4,
    zh: 'app.json 中的“{claim}”已占用分包 {root}。请用 --subpackage 另选一个分包目录，再运行一次；项目没有改动。',
    en: '"{claim}" in app.json already claims the subpackage {root}. Choose another folder with --subpackage and run the command again; nothing was changed.',
  },
  'config-unreadable': {
    exitCode: 4,
    zh: '{file} 已被改写，找不到可以安全修改的 {keys}。请手工改好，再运行一次；项目没有改动。',
    en: '{file} was rewritten and has no {keys} that could be changed safely. Set the values by hand and run the command again; nothing was changed.',
  },
  'setting-unreadable': {
    exitCode: 4,
    zh: '{file} 里没有写成普通文字或数字的 {key}，读不出它的值。',
    en: '{file} has no {key} that is a plain text or number, so its value cannot be read.',
  },
  'manifest-broken': {
    exitCode: 4,
    zh: '安装记录 {file} 已损坏：{reason}。请从版本控制中恢复它；如果没有备份，删除它，再用当时的选项（--subpackage、--login-path、--entry、--transport）运行 ccc-store install：原样的文件和登记会重新记下，之后就能 update 和 reset，其余的会列出来。',
    en: 'The record of the installation, {file}, is damaged: {reason}. Restore it from version control; without a copy, delete it and run ccc-store install with the options of that time (--subpackage, --login-path, --entry, --transport): what is as it was shipped is recorded again, for update and reset, and the rest is listed.',
  },
  'path-unsafe': {
    exitCode: 4,
    zh: '{path} 经由符号链接指向小程序文件夹之外，或指向不存在的地方，因此不会写入。请把它换成真实的文件或文件夹，再运行一次；项目没有改动。',
    en: '{path} leads out of the mini-program, or nowhere, through a symbolic link, so it will not be written. Put a real file or folder there and run the command again; nothing was changed.',
  },
  'manifest-newer': {
    exitCode: 4,
    zh: '安装记录 {file} 由更新版本的 ccc-store 写成，这个版本读不了；项目没有改动。请换用那个版本或更新的 ccc-store。',
    en: 'The record of the installation, {file}, was written by a newer ccc-store, and this one cannot read it; nothing was changed. Use that version, or a newer one.',
  },
  'newer-installed': {
    exitCode: 4,
    zh: '已装载的是 {installed}，比这个命令的 {version} 更新；不会降级，项目没有改动。请用 npx ccc-store@{installed} 或更新的版本。',
    en: 'Installed is {installed}, which is newer than this command, {version}. Nothing is ever put back to an older version, and nothing was changed. Use npx ccc-store@{installed}, or a newer one.',
  },
} as const
