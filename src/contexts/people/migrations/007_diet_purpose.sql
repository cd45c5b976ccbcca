-- 忌口和过敏: kept with consent only.
insert into people.purpose (code, version, title_zh, title_en, text_zh, text_en, basis, law, sensitive, valid_from) values
  ('diet', 1, '助餐忌口和过敏', 'Diets and allergies for meals', '保存您的饮食要求和食物过敏，下单时提醒，并告诉为您做饭、送餐的网点。不同意不影响订餐；撤回同意后内容即删除。',
   'Your diets and food allergies are kept to warn when a meal is ordered and told to the site that cooks and delivers it. You may order meals without agreeing; they are deleted when you withdraw.',
   'consent', '个人信息保护法 §28–29', true, '2021-11-01');
