import { createCipheriv, pbkdf2 as pbkdf2Callback, randomBytes, randomInt } from 'node:crypto'
import { promisify } from 'node:util'
import type { Bilingual } from '../../../kernel/refusal.ts'
import { CATEGORIES } from '../categories.ts'
import type { AtRisk } from './list.ts'

const pbkdf2 = promisify(pbkdf2Callback)
/** OWASP's figure for PBKDF2-HMAC-SHA-256: about a second on a telephone. */
const ROUNDS = 600_000
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A password that can be read out over a radio: twelve letters and digits without those that look alike, 58 bits. */
export function newPassword(): string {
  const word = Array.from({ length: 12 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return `${word.slice(0, 4)}-${word.slice(4, 8)}-${word.slice(8)}`
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** What the page says, beside the list. */
export type OfflineHead = { title: string; area: string; asOf: string; until: string; language: keyof Bilingual }

/**
 * A page for a telephone without a network: the list encrypted (AES-256-GCM, key from the password by PBKDF2), opened by the browser itself. After
 * `until` the page refuses to open; whoever keeps a copy and the password can still decrypt it, which is why the password is not in it.
 */
export async function offlinePage(items: readonly AtRisk[], head: OfflineHead, password: string): Promise<string> {
  const zh = head.language === 'zh'
  const say = (words: Bilingual) => words[head.language]
  const titles = new Map<string, Bilingual>(CATEGORIES.map((each) => [each.code, each.title]))
  const rows = items.map((each) => ({
    n: each.name,
    s: each.sex === null ? '' : each.sex === 'male' ? (zh ? '男' : 'male') : zh ? '女' : 'female',
    a: each.age,
    w: [each.regionName, each.address ?? each.dwelling].filter((part) => part !== null).join(' '),
    g: each.lon === null || each.lat === null ? null : `${each.lat.toFixed(5)},${each.lon.toFixed(5)}`,
    p: each.phones,
    c: each.contacts.map((one) => ({
      n: [one.name, one.relation].filter((part) => part !== null).join(' '),
      p: one.phone,
    })),
    k: [...each.categories.map((code) => say(titles.get(code)!)), ...each.needs.map(say)],
  }))
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const key = await pbkdf2(password.replaceAll('-', ''), salt, ROUNDS, 32, 'sha256')
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const sealed = Buffer.concat([cipher.update(JSON.stringify(rows)), cipher.final(), cipher.getAuthTag()])
  const words = zh
    ? {
        pass: '口令',
        open: '打开',
        wrong: '口令不对',
        over: '这份名单已过期，请销毁并索取新的名单',
        until: '有效至',
        asOf: '数据时间',
        area: '范围',
        count: '人',
        find: '查找',
        call: '本人',
        none: '无电话',
      }
    : {
        pass: 'Password',
        open: 'Open',
        wrong: 'The password is wrong',
        over: 'This list has expired: destroy it and ask for a new one',
        until: 'Valid until',
        asOf: 'As of',
        area: 'Area',
        count: 'persons',
        find: 'Find',
        call: 'self',
        none: 'no telephone',
      }
  const data = JSON.stringify({
    salt: salt.toString('base64'),
    nonce: nonce.toString('base64'),
    rounds: ROUNDS,
    until: head.until,
    sealed: sealed.toString('base64'),
    words,
  }).replaceAll('<', '\\u003c')
  return `<!doctype html><html lang="${zh ? 'zh-CN' : 'en'}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escaped(head.title)}</title>
<style>body{font:17px/1.5 system-ui,"Noto Sans CJK SC",sans-serif;margin:0 auto;max-width:46rem;padding:1rem;color:#1d2321;background:#fbfaf7}h1{font-size:1.3rem;margin:.2rem 0}p{margin:.2rem 0}input,button{font:inherit;padding:.6rem;min-height:44px;border:1px solid #767b78;border-radius:6px;background:#fff}button{background:#0b7a75;color:#fff;border-color:#0b7a75}.q{color:#4f5653;font-size:.9rem}li{border-top:1px solid #d9d6cc;padding:.5rem 0;list-style:none;break-inside:avoid}ul{padding:0}b{font-size:1.1rem}.k{color:#9a2b27;font-weight:600}a{color:#0b6a65}#e{color:#9a2b27;min-height:1.5em}@media print{#f,#s{display:none}body{max-width:none;font-size:11pt}}</style>
<h1>${escaped(head.title)}</h1><p class="q">${words.area}: ${escaped(head.area)} · ${words.asOf} ${escaped(head.asOf)} · ${words.until} ${escaped(head.until)} · ${items.length} ${words.count}</p>
<form id="f"><label>${words.pass} <input id="p" autocomplete="off" autocapitalize="characters" spellcheck="false" required></label> <button>${words.open}</button><p id="e" role="alert"></p></form>
<p id="s" hidden><label>${words.find} <input id="q" type="search"></label></p><ul id="l"></ul>
<script id="d" type="application/json">${data}</script>
<script>
const d=JSON.parse(document.getElementById('d').textContent),$=i=>document.getElementById(i),u=t=>Uint8Array.from(atob(t),c=>c.charCodeAt(0));let rows=[];
const el=(n,t,c)=>{const e=document.createElement(n);if(t!=null)e.textContent=t;if(c)e.className=c;return e};
function show(q){const l=$('l');l.textContent='';for(const r of rows){if(q&&!JSON.stringify(r).includes(q))continue;const i=el('li');i.append(el('b',r.n),' ',[r.s,r.a].filter(x=>x!==''&&x!=null).join(' '),' ',el('span',r.k.join(' · '),'k'),el('br'),r.w);if(r.g){const g=el('a',' '+r.g);g.href='geo:'+r.g;i.append(g)}i.append(el('br'));const tel=(n,p)=>{const s=el('span',n+' ');if(p){const a=el('a',p);a.href='tel:'+p;s.append(a)}else s.append(d.words.none);i.append(s,'  ')};r.p.length?r.p.forEach(p=>tel(d.words.call,p)):tel(d.words.call,null);r.c.forEach(c=>tel(c.n,c.p));l.append(i)}}
$('f').onsubmit=async e=>{e.preventDefault();if(new Date()>new Date(d.until)){$('e').textContent=d.words.over;return}try{const w=$('p').value.toUpperCase().replace(/[^0-9A-Z]/g,''),b=await crypto.subtle.importKey('raw',new TextEncoder().encode(w),'PBKDF2',false,['deriveKey']),k=await crypto.subtle.deriveKey({name:'PBKDF2',hash:'SHA-256',salt:u(d.salt),iterations:d.rounds},b,{name:'AES-GCM',length:256},false,['decrypt']),t=await crypto.subtle.decrypt({name:'AES-GCM',iv:u(d.nonce)},k,u(d.sealed));rows=JSON.parse(new TextDecoder().decode(t));$('f').hidden=true;$('s').hidden=false;show('')}catch{$('e').textContent=d.words.wrong}};
$('q').oninput=()=>show($('q').value.trim());
</script></html>`
}
