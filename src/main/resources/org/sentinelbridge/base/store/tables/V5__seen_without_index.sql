-- It was written with every group of alerts and never needed: the ids themselves are in order.
DROP INDEX outbox_seen_in_order;
