/** What can be wrong with a flow. `{label}` is the module, `{what}` the detail. */
export const FLOW_FAULTS = {
  START_MISSING: { zh: '缺少【开始】模块。', en: 'There is no start module.' },
  START_DUPLICATE: {
    zh: '【{label}】是多余的【开始】模块，只能有一个。',
    en: '"{label}" is a second start module; there can be only one.',
  },
  END_MISSING: {
    zh: '缺少【结束】模块，所有流程最后都必须连接它。',
    en: 'There is no end module; every path must lead to one.',
  },
  ID_DUPLICATE: { zh: '【{label}】与另一个模块的编号重复。', en: '"{label}" has the same id as another module.' },
  NEXT_UNKNOWN: { zh: '【{label}】有一条连线没有连接到任何模块。', en: 'A connection of "{label}" leads nowhere.' },
  NEXT_IS_START: { zh: '【{label}】不能连接回【开始】模块。', en: '"{label}" must not lead back to the start module.' },
  UNREACHABLE: { zh: '【{label}】没有被任何流程连接到。', en: 'No path leads to "{label}".' },
  NO_WAY_TO_END: {
    zh: '从【{label}】出发无法到达【结束】模块。',
    en: 'From "{label}" no path leads to an end module.',
  },
  LOOP: {
    zh: '【{label}】所在的消息会无限循环，中间需要一个【分支】。',
    en: '"{label}" repeats for ever; put a branch into the circle.',
  },
  TEXT_EMPTY: { zh: '【{label}】的消息内容为空。', en: 'The message of "{label}" is empty.' },
  WRONG_INPUT_TEXT_EMPTY: { zh: '【{label}】未填写输入错误时的提示。', en: '"{label}" has no text for a wrong input.' },
  BRANCH_EMPTY: { zh: '【{label}】没有任何分支。', en: '"{label}" has no branches.' },
  BRANCH_NAME_EMPTY: {
    zh: '【{label}】中关键词“{what}”的分支名称为空。',
    en: 'The branch with keyword "{what}" of "{label}" has no name.',
  },
  KEYWORD_EMPTY: {
    zh: '【{label}】中分支“{what}”的匹配关键词为空。',
    en: 'The branch "{what}" of "{label}" has no keyword.',
  },
  KEYWORD_DUPLICATE: {
    zh: '【{label}】的关键词“{what}”重复。',
    en: 'The keyword "{what}" of "{label}" is used twice.',
  },
  SKILL_GROUP_UNKNOWN: {
    zh: '【{label}】未选择技能组，或技能组已被删除。',
    en: '"{label}" names no existing skill group.',
  },
  FAILURE_TEXT_EMPTY: {
    zh: '【{label}】未填写转人工失败提示消息。',
    en: '"{label}" has no text for when no agent is online.',
  },
  TRANSFER_NOT_TO_END: {
    zh: '【{label}】之后必须直接连接【结束】模块。',
    en: '"{label}" must lead straight to an end module.',
  },
} as const satisfies Record<string, { zh: string; en: string }>

export type FlowFaultCode = keyof typeof FLOW_FAULTS
