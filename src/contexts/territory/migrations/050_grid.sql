-- A dwelling point (居住点) belongs to exactly one cell of the service grid at a time.
create table territory.grid_dwelling (
  jurisdiction text not null,
  dwelling text not null,
  during daterange not null,
  cell uuid not null,
  primary key (jurisdiction, dwelling, during),
  foreign key (jurisdiction, cell) references territory.grid_cell (jurisdiction, id),
  exclude using gist (jurisdiction with =, dwelling with =, during with &&)
);
create index on territory.grid_dwelling (jurisdiction, cell);
select platform.protect('territory.grid_dwelling');

-- Who looks after a cell (网格员).
create table territory.grid_staff (
  jurisdiction text not null,
  account uuid not null,
  cell uuid not null,
  during daterange not null,
  primary key (jurisdiction, account, cell, during),
  foreign key (jurisdiction, cell) references territory.grid_cell (jurisdiction, id),
  exclude using gist (jurisdiction with =, account with =, cell with =, during with &&)
);
select platform.protect('territory.grid_staff', 'select, insert, update, delete');
create index grid_cell_region on territory.grid_cell (jurisdiction, region);
