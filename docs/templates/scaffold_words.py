"""The words of the summary report that a new sector begins with: those that suit any sector."""

from templates.summary import Words

NEW_SECTOR = Words(
    opening="Thực hiện các phong trào thi đua yêu nước do trung ương, ngành và địa phương phát"
    " động, {{ department_name }} báo cáo kết quả thực hiện nhiệm vụ và công tác thi đua, khen"
    " thưởng {{ period }} như sau:",
    results="KẾT QUẢ THỰC HIỆN NHIỆM VỤ CỦA NGÀNH",
    results_note="Các số liệu được ghi đúng như nguồn đã công bố; các từ “trên”, “dưới”, “gần” đi"
    " liền với số liệu là của nguồn.",
    movements="PHONG TRÀO THI ĐUA VÀ KHEN THƯỞNG",
    movements_note="Các phong trào thi đua của ngành và kết quả khen thưởng trong kỳ được tổng hợp"
    " như sau:",
    targets="CHỈ TIÊU CỦA NGÀNH KỲ TỚI",
    closing="Trên đây là báo cáo tổng kết công tác và phong trào thi đua của ngành {{ period }} của"
    " {{ department_name }}.",
)
