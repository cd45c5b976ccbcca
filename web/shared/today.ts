/** Today in China as an ISO date: what a date field starts with, and the last day that something done can bear. */
export const todayInChina = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date())
