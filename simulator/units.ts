/**
 * Translates WeChat's lengths into CSS. A page is a size container of the simulated phone, so what WeChat measures by
 * the screen (rpx, 750 of them across; vw; vh) is measured by that container, however wide the browser's window is.
 * @param css a declaration's value or a whole inline style
 */
export const translateUnits = (css: string): string =>
  css.replace(/(?<![\w#-])(-?(?:\d+\.)?\d*\.?\d+)(rpx|vw|vh)\b/g, (_, number: string, unit: string) => {
    if (unit === 'vw') return `${number}cqw`
    if (unit === 'vh') return `${number}cqh`
    return `${Number((Number(number) / 7.5).toFixed(5))}cqw`
  })
