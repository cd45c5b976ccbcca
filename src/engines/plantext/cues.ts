import type { Quantity } from './quantities.ts'

/** What a number in running text is. `unread` is a number nobody could place: it is shown, not lost. */
export type Verdict = 'target' | 'weak' | 'limit' | 'weak-limit' | 'background' | 'ignore' | 'unread'

export type Scene = {
  quantity: Quantity
  /** The clause up to the number, and from the number on. */
  head: string
  /** The clause from its beginning, other numbers included, up to this one. */
  opening: string
  tail: string
  /** What follows the number, whatever it belongs to. */
  next: string
  /** What follows the clause. */
  rest: string
  /** The sentence up to the clause. */
  before: string
  /** A comparing word or mark governs the number. */
  compared: boolean
  /** The paragraph states goals (行动目标, 主要指标). */
  goal: boolean
  /** A deadline governs the clause. */
  dated: boolean
}

const PAST =
  /截[至止](?:到|目前)?|目前|当前|现已|已(?:建成|建有|达|有|累计|完成|培训|开通|实现|建立|投入|发展|形成|覆盖|认定|备案)(?!的|[\u4e00-\u9fa5]{0,2}(?:小区|住宅|居住|城区|区域|项目|区))|去年|(?<!较)上年|近年来|近[一二三四五两\d]年|过去|以来|据(?:统计|测算|普查|调查)|先后|老年人口(?:已?达|约|为|有)|占(?:全[省市县区]|户籍|常住)?总?人口(?!总?数?的?比[例重])|户籍人口|同比|位居|排名/
const STRUCTURE =
  /^(?:个)?(?:方面|同步|不得|必须|确保|层面|环节|领域|阶段|重点任务|重点领域|重点方面|大|体系|维度|字|步骤|时段|批次|专项行动|工作专班|工作组|主要指标|一级指标|二级指标|项行动|条措施|部分|章节)/
const STRUCTURE_NEAR = /^(?:[\u4e00-\u9fa5]{0,6})(?:措施|行动|任务|举措|条款|指标)/
const GIVES =
  /补助|补贴|奖励|奖补|奖金|贷款|贴息|免征|减免|减半|减征|减按|按.{0,8}征收|罚款|收费标准|押金|预付|预收|额度|授信|担保(?:贷款|费(?!率)|金(?!额))|津贴|补偿|资助|报销|支付比例|抵扣|扣除|税率|费率|利率|抵免|优惠|折扣|退还|下浮|上浮|免收|发放|财政承担|分担|人均财政|首付|租金|保证金|补贴标准|收费/
const GRANT =
  /给予|享受|予以|按照?.{0,12}标准|每人每[月年天日次]|每[床张人户个][^，。；]{0,6}每?[月年天日]?$|一次性|最高(?:不超过|可)?|不超过/
const ELIGIBLE =
  /合同|从业(?:经历|年限|时间)|工作经[历验]|工作满|年满|满\d|连续(?:工作|经营|缴|从事|运营)|注册资[本金]|过渡期|有效期|保质|不(?:改变|变更|调整)|租赁期|期限|试用|服务期|公示期|存续|居住满|参保满/
/** 达到25%并签订合同的，可申请…: a condition, whatever its number. */
const ENTITLES =
  /^[^。；]{0,80}的(?:，(?:可|均可|均给予|给予|予以|按|享受|一次性|优先|奖励|每|再|由[^，]{2,12}给予|不予|取消|扣)|(?:授予|评为|认定为|确定为|评定为|命名为))/
/** ，原则上不高于0.5% behind 收费: the fee is capped. */
/** 运营5个以上站点的企业，一次性奖励20万元. */
const REWARDED =
  /^[^，。；]{0,24}的(?:企业|机构|单位|组织|个人|人员|项目|护理员|家庭|学校|村|社区|市场主体|运营主体)[^，。；]{0,4}，(?:一次性|给予|予以|每月|每年|按|可|奖励|补)/
const FEE_BEFORE = /(?:收费|费率|补贴|补助|奖励|利率|报销)[^。；]{0,12}，$/
const FOR_THOSE = /^(?:对于?|凡|将|针对|符合|经认定|鼓励|允许|总建筑面积|建筑面积|投资)/
const MONEY_GOAL =
  /投资|产值|产业规模|市场规模|营业收入|营收|销售额?|业务收入|减轻|负担|节约|降本|零售|增加值|交易额|消费额|规模|总额|总量|总收入|可支配收入|筹[措集]|募集|争取|融资|带动|拉动|撬动|实现收入|生产总值|产业|人均|资金池|基金|统筹|投入|安排/
const RATE_NOUN =
  /(?:率|比例|占比|比重|比|占|份额|程度|覆盖面|覆盖|指数|满意度|知晓度|达标|签约|参与度|普及|完好|渗透|贡献|水平)[^，。；]{0,10}$/
const BUILD =
  /新建|改建|扩建|建成|建设|建立|改造|打造|培育|培养|培训|创建|发展|引进|引育|开展|举办|组织|承办|完成|新增|增加|增设|设置|设立|设有|配备|增配|配齐|配置|更换|扶持|支持|评选|评定|认定|遴选|选树|选拔|推出|实施|形成|拥有|开设|开办|布局|建有|建|推动|提供|招募|发放|服务|帮扶|制定|制修订|出台|落实|储备|投放|整合|盘活|提升|升级|优化|孵化|壮大|集聚|推广|覆盖|吸纳|开发|新设|做强|签约|安排|巩固|命名|启动|确定|选取|选择|争取|达标|实现|保障|注册|修订|开通|建好|办好|投用|运营|探访|惠及|接种|筛查|免费|救助|资助|慰问|建档|受益|带动|评估|检查|抽查|巡查|监测|走访|宣传|更新|规划|试点|储备|布设|铺设|部署|购[置买]|安装|接入|添置|采购/
const SERVES = /^[^，。]{0,30}(?:提供|进行|开展|实施|完成|免费|安装|配备|改造|配置|发放|建立)/
const TIME_UNIT = /^(?:年|个月|日|天|小时|个小时|分钟|个工作日|工作日|周|周岁|岁|课时|学时|期)$/
const MONEY_UNIT = /元$/
const TIME_GOAL =
  /(?:时限|时间|响应|到达|送达|半径|步行|办结|办理|缩短|压缩|压减|寿命|受教育年限|年限|培训|服务|不少于|不低于|至少|开放|学习|锻炼|每[周月年天日])/

/** 以7600名…为对象, 高于省下达的812个任务, 某某是指…: numbers that describe, and oblige to nothing. */
const NOT_OURS =
  /^(?:原则上)?每(?:[一二两三四五六\d]{1,2}|隔.)年(?:调整|修订|评估|更新|普查|评选|换届)|^以[^，。；]{2,40}为(?:主要|重点|服务|基本)?对象|高于[^，。；]{0,6}下达|下达的?任务(?:数)?$|(?:分值|权重|考核分|扣减?)[^，。；]{0,8}$|^[^，。；]{2,20}(?:是|系)指/
/** 对年营业收入首次突破1000万元的企业: whom a reward is for. */
const DESCRIBES = /^(?:对于?|凡|经|符合|针对)[^，。；]*$/
/** 年新增贷款5000万元以上 is what banks are to lend; 单户最高200万元 is a ceiling. */
const LENDS =
  /(?:发放|新增|投放|累计|撬动|带动)[^，。；]{0,14}贷款[^，。；]{0,6}$|贷款(?:余额|规模|总额|投放)[^，。；]{0,8}$/
const LENT_TO_ONE = /最高|单户|单笔|每[户家人个]|个人|额度|不超过|给予|申请|可/
/** Decides what the number is for. */
export function judge(scene: Scene): Verdict {
  const { quantity: q, head, tail, next, before, compared, goal, dated } = scene
  const clause = head + tail
  if (!goal && (ENTITLES.test(tail + scene.rest) || REWARDED.test(tail + scene.rest))) return 'limit'
  if (
    (PAST.test(before.slice(-60) + head) || /(?<!利用|依托|盘活|改造|整合|对|将)现有[^，。]{0,16}$/.test(head)) &&
    !dated
  )
    return 'background'
  if (/^(?:以?下|之?前)?(?:简称|统称)/.test(tail)) return 'ignore'
  if (
    /(?:^|[，；])以[^，。；]*$/.test(scene.opening) &&
    /^[^，。；]{0,30}为(?:范围|半径|单元|圈|界|限|标准单元)/.test(next)
  )
    return 'ignore'
  if (NOT_OURS.test(clause) || /(?:是|系)指(?:，|$)/.test(before)) return 'ignore'
  if (/有可能|预计将|预测/.test(head)) return 'background'
  if (/人口/.test(head) && /预计|预测|测算|有可能|将(?:达|突破|超过|增)/.test(before.slice(-30) + head))
    return 'background'
  if (/^基点/.test(next)) return 'limit'
  const count = !/[%‰]/.test(q.unit) && !TIME_UNIT.test(q.base) && !MONEY_UNIT.test(q.base)
  if (count && (STRUCTURE.test(next) || (/[项条个]/.test(q.base) && STRUCTURE_NEAR.test(next) && !compared))) {
    return goal && compared ? 'weak' : 'ignore'
  }
  if (TIME_UNIT.test(q.base)) return judgeTime(scene, clause)
  if (MONEY_UNIT.test(q.base)) {
    // 基础养老金最低标准每人每月提高到180元 is a goal where goals are set.
    if (/(?:提高|提升|增加|上调|调整)(?:到|至)(?:每人每[年月])?$/.test(head) && (goal || /标准|养老金|待遇/.test(head)))
      return 'target'
    if (!goal && DESCRIBES.test(scene.opening) && /^(?:以[上下])?的/.test(tail)) return 'limit'
    if (LENDS.test(head) && !LENT_TO_ONE.test(clause)) return 'target'
    if (!goal && /标准/.test(head) && /低于|少于/.test(head) && !/补助|奖励|按/.test(head)) return 'weak-limit'
    if (GIVES.test(clause) || GRANT.test(clause) || (FOR_THOSE.test(head) && /以[下内上]/.test(q.after))) return 'limit'
    if (MONEY_GOAL.test(clause))
      return /以下/.test(q.after) ? 'limit' : /投资|筹|争取|安排/.test(head) && !goal ? 'weak' : 'target'
    return goal || (compared && dated) ? 'target' : 'weak-limit'
  }
  if (!goal && /^(?:对于?|凡)(?:未|达不到|低于|排名|不足)/.test(scene.opening)) return 'limit'
  if (condition(scene)) return /[%‰]/.test(q.unit) ? 'weak-limit' : 'limit'
  if (
    /^的/.test(tail) &&
    /(?:人口|年龄|收入|规模|等级|面积)(?:在|超过|达到|不足|大于|为)?$/.test(head) &&
    /^(?:在|对|向|为|由|优先)/.test(head)
  )
    return 'ignore'
  if (/[%‰]/.test(q.unit) || /百分点/.test(q.base)) {
    if (/(?:给予|享受|予以)[^，。；]{0,8}(?:最高|不超过|上限)/.test(head)) return 'limit'
    if (!goal && ((FEE_BEFORE.test(before) && !RATE_NOUN.test(head)) || (/按/.test(head) && /^的?标准/.test(tail))))
      return 'limit'
    if (!goal && /^(?:最高|不超过|上限)/.test(head) && GIVES.test(before.slice(-40))) return 'limit'
    if (!goal && /按[^，。；]{0,14}(?:标准|保障金|工资)的?$/.test(head)) return 'limit'
    if (!goal && GIVES.test(clause) && GRANT.test(clause)) return 'limit'
    if (!goal && GIVES.test(clause) && /按|的?比例/.test(clause)) return 'weak-limit'
    if (!goal && GIVES.test(clause) && !RATE_NOUN.test(head)) return 'weak-limit'
    if (compared || RATE_NOUN.test(head) || goal || dated) return 'target'
    return /^(?:以上)?的/.test(tail) || q.after !== '' ? 'target' : 'weak'
  }
  if (!goal && GIVES.test(clause) && (GRANT.test(clause) || /^[对经]/.test(head)) && !BUILD.test(head.slice(-8)))
    return 'weak-limit'
  if (goal || compared || dated || /^每|每个?[县市区乡镇街村社]|人均/.test(head)) return 'target'
  if (/^(?:为|对|给|向|组织|推动|支持|帮助)/.test(head) && SERVES.test(next)) return 'target'
  if (BUILD.test(head.slice(-14)) || BUILD.test(before.slice(-10))) return 'target'
  if (q.after !== '' || q.symbol !== '') return 'target'
  // 智能取餐柜200台，: a thing and how many of it, and nothing said of either.
  return BUILD.test(head) || (tail === '' && /[\u4e00-\u9fa5”]{4,}$/.test(head)) ? 'weak' : 'unread'
}

function judgeTime({ quantity: q, head, next, compared, goal, dated }: Scene, clause: string): Verdict {
  if (q.base === '期' && /班|培训|讲座|刊|论坛|沙龙/.test(clause)) return 'target'
  if (/^(?:之?前|起|后)/.test(next)) return 'ignore'
  if (ELIGIBLE.test(clause) || (GIVES.test(clause) && !/开放/.test(head))) return 'limit'
  if (/^免费/.test(next)) return 'limit'
  if (/免费[^，。；]*(?:不超过|最[多长])/.test(head)) return 'limit'
  if (/^(?:年|岁|周岁|期)$/.test(q.base)) {
    if (/寿命|受教育年限|年限达/.test(head)) return 'target'
    if (/行动|计划|规划|方案/.test(clause.slice(0, head.length + 12)) || /岁/.test(q.base)) return 'ignore'
    return q.after !== '' || compared ? 'weak-limit' : 'ignore'
  }
  if (/课时|学时/.test(q.base)) return compared || q.after !== '' || goal || dated ? 'target' : 'weak'
  if (!TIME_GOAL.test(head)) return q.after !== '' ? 'weak-limit' : 'ignore'
  return compared || q.after !== '' || goal || dated ? 'target' : /每[周月年天日]/.test(head) ? 'weak' : 'unread'
}

/** 对建筑面积300平方米以下…的: a condition for being treated in some way. */
function condition({ quantity: q, head, opening, tail, goal }: Scene): boolean {
  if (goal) return false
  if (
    /^(?:对于?|凡|符合)/.test(opening) &&
    /^的/.test(tail) &&
    (/以[上下内]/.test(q.after) || /(?:满|达到?|超过?|突破)$/.test(head))
  )
    return true
  if (/以[下内]/.test(q.after) && /^(?:对|凡|符合)/.test(head) && /的/.test(tail)) return true
  if (/以[下内]$/.test(q.after) && /平方米|㎡|平米|元/.test(q.base)) return true
  if (/^(?:对于?|凡)/.test(head) && /^(?:的|且|并|、|或)/.test(tail) && /以上|以下/.test(q.after)) return true
  return /满足|达到.{0,4}条件|规模在/.test(head) && /(?:的|者)$/.test(tail.slice(0, 1))
}

/** Whether the number says how a thing has to be built or served, rather than how much is to be reached. */
export function isStandard(q: Quantity, clause: string): boolean {
  if (/平方米|㎡|平米/.test(q.base))
    return (
      !/^.{0,4}人均体育|每万人|每百户|新增|总面积|占地|累计/.test(clause) &&
      /建筑面积|用地|使用面积|面积(?:不|达|在|为)|标准|不少于|不低于|以上|左右/.test(clause) &&
      !/人均(?:体育|公园|公共)|拥有/.test(clause)
    )
  return /^(?:小时|分钟|个工作日|工作日|日|天|公里|米|个小时)$/.test(q.base)
}
