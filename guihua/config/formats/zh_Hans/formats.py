"""Days in Chinese: no zero before the month, 2022-11-15 where it has to be short."""

MONTH_DAY_FORMAT = "n月j日"
SHORT_DATE_FORMAT = "Y-m-d"
SHORT_DATETIME_FORMAT = "Y-m-d H:i"
