-- 体质监测: results are kept with consent only.
insert into people.purpose (code, version, title_zh, title_en, text_zh, text_en, basis, law, sensitive, valid_from) values
  ('fitness', 1, '体质监测', 'Fitness tests', '保存体质测定的结果和等级，供您本人查看；对外只公布不能认出个人的统计。不同意不影响测定；撤回同意后结果即删除。',
   'The results and grade of your fitness tests are kept for you to look up; only statistics in which nobody can be recognised are published. You may be tested without agreeing; results are deleted when you withdraw.',
   'consent', '个人信息保护法 §28–29', true, '2021-11-01');
