SELECT LISTAGG(n_name, '|') WITHIN GROUP (ORDER BY n_name) AS names
FROM nation
