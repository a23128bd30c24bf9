/**
 * 商品的示例数据。真实的小程序会从自己的后端取得，这里放在本地，方便直接运行。
 *
 * @typedef {object} Goods
 * @property {string} id 商品编号
 * @property {string} name 名称
 * @property {string} brief 一句话介绍
 * @property {string} category 分类编号，见 `categories`
 * @property {number} price 售价，单位：分
 * @property {number} sold 已售件数
 * @property {string} image 图片路径
 * @property {string[]} tags 标签
 * @property {string[]} details 详情段落
 */

/** @type {{ id: string, name: string }[]} */
const categories = [
  { id: 'tea', name: '茶与咖啡' },
  { id: 'table', name: '餐桌' },
  { id: 'desk', name: '书桌' },
  { id: 'home', name: '居家' },
]

/** @type {Goods[]} */
const goods = [
  {
    id: 'mug',
    name: '粗陶马克杯',
    brief: '手感温润，一杯正好 320 ml',
    category: 'tea',
    price: 5900,
    sold: 1286,
    image: '/images/goods/mug.svg',
    tags: ['热卖', '可微波'],
    details: ['陶土与釉色每一只都略有不同。', '容量 320 ml，口径 8.5 cm，可进微波炉与洗碗机。'],
  },
  {
    id: 'teapot',
    name: '侧把小茶壶',
    brief: '两三人刚好，出水利落不挂滴',
    category: 'tea',
    price: 16800,
    sold: 342,
    image: '/images/goods/teapot.svg',
    tags: ['手作'],
    details: ['容量 260 ml，内置细网，散茶直接冲泡。', '首次使用请用热水煮五分钟，去除陶土味。'],
  },
  {
    id: 'dripper',
    name: '手冲滤杯套装',
    brief: '滤杯、分享壶与 40 张滤纸',
    category: 'tea',
    price: 12900,
    sold: 517,
    image: '/images/goods/dripper.svg',
    tags: ['新品'],
    details: ['陶瓷滤杯蓄热稳定，适合浅烘与中烘豆。', '套装含分享壶 500 ml 与 V60 型滤纸 40 张。'],
  },
  {
    id: 'bowl',
    name: '亚光汤碗',
    brief: '盛面盛汤都合适，叠放不占地方',
    category: 'table',
    price: 4500,
    sold: 960,
    image: '/images/goods/bowl.svg',
    tags: ['四色可选'],
    details: ['直径 16 cm，高 7 cm，亚光釉面不留指纹。', '可进洗碗机，不建议放入烤箱。'],
  },
  {
    id: 'board',
    name: '整木砧板',
    brief: '一整块相思木，切菜装盘两用',
    category: 'table',
    price: 13900,
    sold: 228,
    image: '/images/goods/board.svg',
    tags: ['整木'],
    details: ['38 × 24 × 2 cm，边缘有导汁槽。', '洗净后立放阴干，每月擦一次食品级矿物油。'],
  },
  {
    id: 'notebook',
    name: '布面笔记本',
    brief: '180 度摊平，钢笔书写不透',
    category: 'desk',
    price: 3900,
    sold: 2045,
    image: '/images/goods/notebook.svg',
    tags: ['热卖'],
    details: ['A5，192 页，100 g 米白纸，线装可完全摊平。', '附书签带与内页收纳袋。'],
  },
  {
    id: 'lamp',
    name: '折臂台灯',
    brief: '四档色温，记得你上次的亮度',
    category: 'desk',
    price: 25900,
    sold: 173,
    image: '/images/goods/lamp.svg',
    tags: ['两年质保'],
    details: ['2700–5000 K 四档色温，触摸无级调光。', 'USB-C 供电，整机质保两年。'],
  },
  {
    id: 'plant',
    name: '桌面绿植',
    brief: '一周浇一次水，换盆前都不用操心',
    category: 'home',
    price: 6900,
    sold: 611,
    image: '/images/goods/plant.svg',
    tags: ['包邮'],
    details: ['龟背竹小苗，带盆高约 28 cm。', '散光处摆放，土干再浇；运输损伤包赔。'],
  },
  {
    id: 'candle',
    name: '雪松香薰蜡烛',
    brief: '雪松与佛手柑，可燃 40 小时',
    category: 'home',
    price: 8800,
    sold: 739,
    image: '/images/goods/candle.svg',
    tags: ['送礼'],
    details: ['大豆蜡 180 g，棉芯，燃烧约 40 小时。', '首次点燃请等表面完全融化，以后才烧得平整。'],
  },
  {
    id: 'umbrella',
    name: '晴雨折伞',
    brief: '单手开合，收起只有 28 cm',
    category: 'home',
    price: 9900,
    sold: 405,
    image: '/images/goods/umbrella.svg',
    tags: ['新品'],
    details: ['8 骨玻纤伞架，伞下 UPF 50+。', '自动开合，收起 28 cm，重 340 g。'],
  },
]

module.exports = { categories, goods }
