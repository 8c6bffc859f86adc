-- region: fiscal-calendar
CREATE FUNCTION fiscal_quarter(d DATE) RETURNS VARCHAR(9) LANGUAGE PYTHON DETERMINISTIC AS $$
from datetime import date
FIRST_MONTH = 4
def fiscal_quarter(d: date) -> str:
    months = d.month - FIRST_MONTH
    return f'FY{d.year + (months >= 0)} Q{months % 12 // 3 + 1}'
$$;
SELECT quarter_name, COUNT(*) AS orders, SUM(amount) AS revenue
FROM (SELECT fiscal_quarter(CAST(ordered AS DATE)) AS quarter_name, CAST(amount AS DECIMAL(9, 2)) AS amount FROM orders) AS o
GROUP BY quarter_name ORDER BY quarter_name;
-- quarter_name | orders | revenue
-- FY2023 Q4 | 1 | 120.00
-- FY2024 Q1 | 2 | 100.49
-- FY2024 Q2 | 1 | 250.00
-- FY2024 Q3 | 1 | 49.90
-- FY2024 Q4 | 2 | 385.10
-- FY2025 Q1 | 1 | 60.00
-- endregion
