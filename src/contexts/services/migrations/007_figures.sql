-- Orders by the month they are for, for the figures of the month; orders come about in the order of their days.
create index order_day on services.service_order using brin (lower(wanted));

insert into services.parameter (name, region, value, basis, valid_from) values
  ('worked-months', '', 3, '设施在多少个月内实际提供过服务，即视为具备该项功能；地区可另定', '2000-01-01');
