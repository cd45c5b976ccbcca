import { formatDate } from '../../../kernel/dates.ts'
import type { ReleaseContent } from './model.ts'

/** What stands in the bundle and how to recompute it, in both languages. */
export function readmeOf({ title, asOf, version, place, targets, figures, rounds }: ReleaseContent): string {
  const lines = rounds.reduce((sum, round) => sum + round.lines.length, 0)
  return `# ${title}

${place}，数据截至${formatDate(asOf)}，第 ${version} 版。${targets.length} 项目标，${figures.length} 个数据，${lines} 行评价结果。

## 自己重算

安装 Node 18 或更新版本，在本文件夹运行：

    node recompute.mjs

程序先核对每个文件的 SHA-256，再用公式和原始数重算每个指标、得分和名次，与公布的数比较，最后打印“N 项中 N 项一致”。

| 文件 | 内容 |
|---|---|
| targets.csv | 每项目标：目标值、状态、实际值、截至日期、条款原文、责任单位 |
| observations.csv | 每个数据：指标、口径版本、地区、截至日期、数值、上下界、未知记录数、修订次数 |
| inputs.csv | 公式里的每个数，及其来源记录数和未知记录数 |
| formulas.json | 指标公式和评分办法 |
| tasks.csv | 固化当日的任务情况 |
| scores.csv, points.csv | 得分、名次、各评分项得分和折算后的权重 |
| restatements.csv | 固化以后修订过的数据：原值和修订值并列 |
| content.json | 全部公布内容；其 SHA-256 就是公布页上的核验码 |
| manifest.json | 每个文件的 SHA-256 |

空格表示未知，不是零。未知的评分项不得分也不扣分，它的权重由其他评分项分担。

## Recompute it yourself

With Node 18 or newer, in this folder: \`node recompute.mjs\`. It checks the SHA-256 of every file, recomputes each figure, score and
rank from formulas and inputs, compares them with what was published, and prints "N of N equal".

An empty cell means unknown, never zero. An unknown item gives no points; its weight goes to the items that are known. The SHA-256 of
content.json is the verification code on the public page.
`
}
